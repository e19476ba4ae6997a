package io.slipway.gc;

import io.slipway.content.Collected;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class GcSql {

    private final JdbcClient jdbc;

    GcSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Instant> pausedAt() {
        return jdbc.sql("SELECT paused_at FROM gc.state WHERE paused_at IS NOT NULL")
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    boolean pause() {
        return jdbc.sql("UPDATE gc.state SET paused_at = now() WHERE paused_at IS NULL")
                        .update()
                > 0;
    }

    boolean resume() {
        return jdbc.sql("UPDATE gc.state SET paused_at = NULL WHERE paused_at IS NOT NULL")
                        .update()
                > 0;
    }

    /// Adds to what this hour has.
    void record(Collected collected) {
        jdbc.sql("""
                        INSERT INTO gc.run AS r
                            (hour, reviews, links, blobs, manifests, repositories, uploads, objects, bytes)
                        VALUES (date_trunc('hour', now()), :reviews, :links, :blobs, :manifests, :repositories, :uploads,
                            :objects, :bytes)
                        ON CONFLICT (hour) DO UPDATE SET reviews = r.reviews + EXCLUDED.reviews,
                            links = r.links + EXCLUDED.links, blobs = r.blobs + EXCLUDED.blobs,
                            manifests = r.manifests + EXCLUDED.manifests,
                            repositories = r.repositories + EXCLUDED.repositories,
                            uploads = r.uploads + EXCLUDED.uploads, objects = r.objects + EXCLUDED.objects,
                            bytes = r.bytes + EXCLUDED.bytes, ended_at = now()
                        """)
                .param("reviews", collected.reviews())
                .param("links", collected.links())
                .param("blobs", collected.blobs())
                .param("manifests", collected.manifests())
                .param("repositories", collected.repositories())
                .param("uploads", collected.uploads())
                .param("objects", collected.objects())
                .param("bytes", collected.bytes())
                .update();
    }

    /// The newest first.
    List<GcRun> page(Instant before, int limit) {
        return jdbc.sql("""
                        SELECT hour, ended_at, reviews, links, blobs, manifests, repositories, uploads, objects, bytes
                        FROM gc.run WHERE hour < ? ORDER BY hour DESC LIMIT ?
                        """)
                .params(before.atOffset(ZoneOffset.UTC), limit)
                .query((row, _) -> new GcRun(
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                        new Collected(
                                row.getLong("reviews"),
                                row.getLong("links"),
                                row.getLong("blobs"),
                                row.getLong("manifests"),
                                row.getLong("repositories"),
                                row.getLong("uploads"),
                                row.getLong("objects"),
                                row.getLong("bytes"))))
                .list();
    }

    void forgetOld() {
        jdbc.sql("DELETE FROM gc.run WHERE hour < now() - INTERVAL '90 days'").update();
    }
}
