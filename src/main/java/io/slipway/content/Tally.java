package io.slipway.content;

import io.slipway.oci.Tag;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What is counted and measured beside requests: noted in memory, written later.
@Component
class Tally {

    private final Pulls pulls;
    private final Sizes sizes;

    Tally(Pulls pulls, Sizes sizes) {
        this.pulls = pulls;
        this.sizes = sizes;
    }

    void pulled(Repository repository, Optional<Tag> tag) {
        pulls.count(repository.id(), tag);
    }

    /// Other blobs than before are needed.
    void changed(Repository repository) {
        sizes.changed(repository.id());
    }
}
