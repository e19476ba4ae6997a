package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.storage.BlobPlace;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AdoptionSql {

    private final JdbcClient jdbc;

    AdoptionSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Of a blob that is here and not damaged.
    Optional<Long> size(Digest digest) {
        return jdbc.sql("SELECT size FROM content.blob WHERE digest = ? AND damaged_at IS NULL")
                .param(digest.toBytes())
                .query(Long.class)
                .optional();
    }

    /// Whether the bytes there wait to be deleted, or are being deleted now: the row goes after them.
    boolean isDoomed(BlobPlace place) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT FROM content.object_deletion WHERE store = ? AND storage_key = ?)
                        """)
                .params(place.store(), place.key().value())
                .query(Boolean.class)
                .single();
    }

    /// Empty for a manifest that this repository does not know.
    Optional<Boolean> isLive(long repositoryId, Digest digest) {
        return jdbc.sql("SELECT deleted_at IS NULL FROM content.manifest WHERE repository_id = ? AND digest = ?")
                .params(repositoryId, digest.toBytes())
                .query(Boolean.class)
                .optional();
    }
}
