package io.slipway.transfer;

import io.slipway.content.Adoptions;
import io.slipway.content.Manifests;
import io.slipway.content.Repository;
import io.slipway.content.TagHistory;
import io.slipway.content.Tags;
import io.slipway.oci.Tag;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What takes blobs, manifests and tags.
@Component
record Contents(Adoptions adoptions, Manifests manifests, Tags tags, TagHistory history) {

    /// The program that takes tags over, in their history.
    static final String CLIENT = "slipway adopt";

    /// Whether somebody else than an adoption changed the tag last, or deleted it.
    boolean isOthers(Repository repository, Tag tag) {
        return history.page(repository, tag.value(), Optional.empty(), 1).items().stream()
                .anyMatch(event -> event.digest().isEmpty() || !event.client().equals(CLIENT));
    }
}
