package io.slipway.content;

import io.slipway.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// What the tags of a repository named, since when and by whom; also those that are gone.
@Service
public class TagHistory {

    private static final int VERSION_LENGTH = 24;

    private final TagEventSql sql;

    TagHistory(TagEventSql sql) {
        this.sql = sql;
    }

    /// What happened to a tag, the newest first.
    ///
    /// @param last from the newest without one
    public Page<TagEvent> page(Repository repository, String tag, Optional<TagEventPosition> last, int size) {
        TagEventPosition from = last.orElse(TagEventPosition.START);
        return Page.of(sql.page(repository.id(), tag, from, size + 1), size);
    }

    /// Of all tags, the newest first.
    ///
    /// @param attachments also of tags that only tie a signature or the like to its image
    /// @param last        from the newest without one
    public Page<TagEvent> page(Repository repository, boolean attachments, Optional<TagEventPosition> last, int size) {
        TagEventPosition from = last.orElse(TagEventPosition.START);
        return Page.of(sql.page(repository.id(), attachments, from, size + 1), size);
    }

    /// The last thing that happened to a tag before that time.
    public Optional<TagEvent> before(Repository repository, String tag, TagEventPosition time) {
        return sql.page(repository.id(), tag, time, 1).stream().findFirst();
    }

    /// Another text after each change of a tag, and when it is known what the image is for.
    public String version(Repository repository) {
        return Digest.sha256(sql.newest(repository.id()).getBytes(StandardCharsets.US_ASCII))
                .hex()
                .substring(0, VERSION_LENGTH);
    }
}
