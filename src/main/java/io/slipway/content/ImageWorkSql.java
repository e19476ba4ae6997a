package io.slipway.content;

import io.slipway.oci.Descriptor;
import io.slipway.oci.ImageConfig;
import io.slipway.oci.Platform;
import io.slipway.storage.BlobPlace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The queue of manifests that nobody read yet.
@Component
class ImageWorkSql {

    /// @param attempts with the one that is to be made now
    record Claim(long manifestId, int attempts) {}

    /// @param place where the config lies; empty where it has none that is here
    /// @param size of the config
    record Unread(long repositoryId, String mediaType, byte[] payload, Optional<BlobPlace> place, long size) {}

    private final JdbcClient jdbc;
    private final ImageJson json;

    ImageWorkSql(JdbcClient jdbc, ImageJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// Takes what is due, for this attempt only: when the process dies on the way, another try follows.
    List<Claim> claim(int size) {
        return jdbc.sql("""
                        UPDATE content.image SET
                            attempts = attempts + 1,
                            due_at = now() + least(interval '1 minute' * power(2, attempts), interval '1 hour')
                        WHERE manifest_id = ANY (ARRAY(
                            SELECT manifest_id FROM content.image WHERE state = 'WAITING' AND due_at <= now()
                            ORDER BY due_at LIMIT :size FOR UPDATE SKIP LOCKED))
                        RETURNING manifest_id, attempts
                        """)
                .param("size", size)
                .query((row, _) -> new Claim(row.getLong("manifest_id"), row.getInt("attempts")))
                .list();
    }

    // OFFSET 0: the one index to find the row by, see docs/adr/0007
    Optional<Unread> find(long manifestId) {
        return jdbc.sql("""
                        SELECT m.repository_id, m.media_type, m.payload, b.store, b.storage_key, b.size
                        FROM (SELECT * FROM content.manifest WHERE id = ? OFFSET 0) m
                        LEFT JOIN LATERAL (SELECT * FROM content.blob WHERE digest = m.config_digest OFFSET 0) b
                            ON b.id = ANY (ARRAY(SELECT blob_id FROM content.manifest_blob WHERE manifest_id = m.id))
                        """).param(manifestId).query((row, _) -> unread(row)).optional();
    }

    /// Collection waits for the end of the transaction.
    ///
    /// @return whether it is still there
    boolean hold(long manifestId) {
        return jdbc.sql("SELECT id FROM content.manifest WHERE id = ? FOR KEY SHARE")
                .param(manifestId)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /// For lists that are narrowed by platform.
    void addPlatforms(long manifestId, long repositoryId, List<String> platforms) {
        jdbc.sql("""
                        INSERT INTO content.image_platform (manifest_id, platform, repository_id)
                        SELECT :id, platform, :repositoryId FROM unnest(:platforms) platform
                        ON CONFLICT DO NOTHING
                        """)
                .param("id", manifestId)
                .param("repositoryId", repositoryId)
                .param("platforms", platforms.toArray(String[]::new))
                .update();
    }

    /// What another replica read meanwhile stays as it is.
    void finish(long manifestId, ImageReading reading) {
        Optional<ImageConfig> config = reading.config();
        Optional<Platform> platform = config.map(ImageConfig::platform);
        jdbc.sql("""
                        UPDATE content.image SET
                            state = CASE WHEN CAST(:failure AS text) IS NULL THEN 'READ' ELSE 'FAILED' END,
                            failure = :failure, kind = :kind, artifact_type = :artifactType,
                            os = :os, architecture = :architecture, variant = :variant, os_version = :osVersion,
                            platforms = :platforms, created = CAST(:created AS timestamptz), author = :author,
                            settings = CAST(:settings AS jsonb), labels = CAST(:labels AS jsonb),
                            history = CAST(:history AS jsonb), layers = CAST(:layers AS jsonb),
                            total_size = :totalSize, cut = :cut
                        WHERE manifest_id = :id AND state = 'WAITING'
                        """)
                .param("id", manifestId)
                .param("failure", reading.failure().map(Enum::name).orElse(null), Types.VARCHAR)
                .param("kind", reading.kind().name())
                .param("artifactType", reading.artifactType().orElse(null), Types.VARCHAR)
                .param("os", text(platform.map(Platform::os)), Types.VARCHAR)
                .param("architecture", text(platform.map(Platform::architecture)), Types.VARCHAR)
                .param("variant", text(platform.flatMap(Platform::variant)), Types.VARCHAR)
                .param("osVersion", text(platform.flatMap(Platform::osVersion)), Types.VARCHAR)
                .param("platforms", reading.platforms().toArray(String[]::new))
                .param(
                        "created",
                        config.flatMap(ImageConfig::created)
                                .map(it -> it.atOffset(ZoneOffset.UTC))
                                .orElse(null),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("author", text(config.flatMap(ImageConfig::author)), Types.VARCHAR)
                .param("settings", write(config, ImageConfig::settings), Types.VARCHAR)
                .param("labels", write(config, ImageConfig::labels), Types.VARCHAR)
                .param("history", write(config, ImageConfig::history), Types.VARCHAR)
                .param("layers", json.writeLayers(reading.layers()))
                .param("totalSize", reading.totalSize().orElse(null), Types.BIGINT)
                .param("cut", config.map(ImageConfig::cut).orElse(false))
                .update();
    }

    /// The entries of an index, in its order.
    void addParts(long manifestId, long repositoryId, List<Descriptor> parts) {
        jdbc.sql("""
                        INSERT INTO content.image_part
                            (parent_id, place, repository_id, digest, media_type, artifact_type, size,
                            os, architecture, variant, os_version, describes)
                        SELECT :id, given.place, :repositoryId, given.digest, given.media_type, given.artifact_type,
                            given.size, given.os, given.architecture, given.variant, given.os_version, given.describes
                        FROM unnest(CAST(:digests AS bytea[]), CAST(:mediaTypes AS text[]),
                            CAST(:artifactTypes AS text[]), CAST(:sizes AS bigint[]), CAST(:systems AS text[]),
                            CAST(:architectures AS text[]), CAST(:variants AS text[]), CAST(:versions AS text[]),
                            CAST(:described AS bytea[])) WITH ORDINALITY
                            AS given (digest, media_type, artifact_type, size, os, architecture, variant, os_version,
                                describes, place)
                        ON CONFLICT DO NOTHING
                        """)
                .param("id", manifestId)
                .param("repositoryId", repositoryId)
                .param(
                        "digests",
                        parts.stream().map(it -> it.digest().toBytes()).toArray(byte[][]::new))
                .param("mediaTypes", texts(parts, it -> Optional.of(it.mediaType())))
                .param("artifactTypes", texts(parts, Descriptor::artifactType))
                .param("sizes", parts.stream().map(Descriptor::size).toArray(Long[]::new))
                .param("systems", texts(parts, it -> it.platform().map(Platform::os)))
                .param("architectures", texts(parts, it -> it.platform().map(Platform::architecture)))
                .param("variants", texts(parts, it -> it.platform().flatMap(Platform::variant)))
                .param("versions", texts(parts, it -> it.platform().flatMap(Platform::osVersion)))
                .param(
                        "described",
                        parts.stream()
                                .map(it -> ImageReading.describes(it)
                                        .map(digest -> digest.toBytes())
                                        .orElse(null))
                                .toArray(byte[][]::new))
                .update();
    }

    /// Indexes that were pushed before this manifest get its size, too.
    void completeIndexes(long manifestId) {
        jdbc.sql("""
                        UPDATE content.manifest m SET total_size = total.bytes
                        FROM (
                            SELECT e.parent_id, least(9223372036854775807, p.size + (
                                SELECT sum(part.total_size) FROM content.manifest_child c
                                JOIN LATERAL (
                                    SELECT total_size FROM content.manifest
                                    WHERE repository_id = c.repository_id AND digest = c.child_digest OFFSET 0) part
                                    ON true
                                WHERE c.parent_id = e.parent_id)) AS bytes
                            FROM (SELECT * FROM content.manifest WHERE id = :id OFFSET 0) it
                            JOIN LATERAL (
                                SELECT parent_id FROM content.manifest_child
                                WHERE repository_id = it.repository_id AND child_digest = it.digest
                                ORDER BY parent_id OFFSET 0) e ON true
                            JOIN LATERAL (
                                SELECT * FROM content.manifest WHERE id = e.parent_id OFFSET 0) p ON true) total
                        WHERE m.id = total.parent_id AND m.total_size <> total.bytes
                        """).param("id", manifestId).update();
    }

    /// Later ones wait longer.
    void postpone(long manifestId, int attempts) {
        jdbc.sql("""
                        UPDATE content.image
                        SET due_at = now() + least(interval '5 seconds' * power(2, :attempts), interval '1 hour')
                        WHERE manifest_id = :id AND state = 'WAITING'
                        """).param("id", manifestId).param("attempts", attempts).update();
    }

    private static Unread unread(ResultSet row) throws SQLException {
        return new Unread(
                row.getLong("repository_id"),
                row.getString("media_type"),
                row.getBytes("payload"),
                row.getString("storage_key") == null ? Optional.empty() : Optional.of(BlobSql.place(row)),
                row.getLong("size"));
    }

    private static @Nullable String text(Optional<String> text) {
        return text.filter(it -> !it.isEmpty()).orElse(null);
    }

    private @Nullable String write(Optional<ImageConfig> config, Function<ImageConfig, Object> part) {
        return config.map(part).map(json::write).orElse(null);
    }

    private static @Nullable String[] texts(List<Descriptor> parts, Function<Descriptor, Optional<String>> text) {
        return parts.stream().map(text).map(it -> text(it)).toArray(String[]::new);
    }
}
