package io.slipway.content;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ContentMeterSql {

    /// @param repositoryBytes as often as repositories show them, as measured after their pushes
    /// @param doomedBytes     of objects that are deleted later
    record Content(long uploads, long repositoryBytes, long doomedBytes) {}

    private final JdbcClient jdbc;

    ContentMeterSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Content content() {
        return jdbc.sql("""
                        SELECT (SELECT count(*) FROM content.upload) AS uploads,
                            (SELECT COALESCE(sum(bytes), 0) FROM content.repository_size) AS shown,
                            (SELECT COALESCE(sum(size), 0) FROM content.object_deletion) AS doomed
                        """)
                .query((row, _) -> new Content(row.getLong("uploads"), row.getLong("shown"), row.getLong("doomed")))
                .single();
    }

    /// Looks at every blob.
    long blobBytes() {
        return jdbc.sql("SELECT COALESCE(sum(size), 0) FROM content.blob")
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
