package io.slipway.content;

import io.slipway.oci.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    /// The newest first.
    ///
    /// @param tag  all of them without one
    /// @param last from the newest without one
    public Page<TagEvent> page(Repository repository, Optional<String> tag, Optional<TagEventPosition> last, int size) {
        TagEventPosition from = last.orElse(TagEventPosition.START);
        List<TagEvent> read = tag.isPresent()
                ? sql.page(repository.id(), tag.get(), from, size + 1)
                : sql.page(repository.id(), from, size + 1);
        return Page.of(read, size);
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
