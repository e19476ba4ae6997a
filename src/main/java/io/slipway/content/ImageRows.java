package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.MediaType;
import io.slipway.oci.Platform;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Rows of `content.image` as values.
@Component
class ImageRows {

    private final ImageJson json;

    ImageRows(ImageJson json) {
        this.json = json;
    }

    /// Columns of the manifest as `m_…`, of the image by their names.
    ManifestDetails details(ResultSet row) throws SQLException {
        return new ManifestDetails(
                row.getLong("m_id"),
                Digest.fromBytes(row.getBytes("m_digest")),
                row.getString("m_media_type"),
                row.getLong("m_size"),
                row.getObject("m_pushed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("m_pushed_by")).orElse(""),
                digest(row.getBytes("m_subject")),
                digest(row.getBytes("m_config_digest")),
                json.texts(row.getString("m_annotations")),
                facts(row));
    }

    private ImageFacts facts(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new ImageFacts(
                state == null || state.equals("WAITING"),
                Optional.ofNullable(row.getString("failure")).map(ImageFailure::valueOf),
                kind(row, row.getString("m_media_type")),
                Optional.ofNullable(row.getString("artifact_type")),
                platform(row, ""),
                platforms(row),
                Optional.ofNullable(row.getObject("created", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("author")),
                json.settings(row.getString("settings")),
                json.texts(row.getString("labels")),
                json.history(row.getString("history")),
                json.layers(row.getString("layers")),
                size(row),
                row.getBoolean("cut"));
    }

    /// As far as it can be told before the worker came by.
    static ImageKind kind(ResultSet row, String mediaType) throws SQLException {
        String kind = row.getString("kind");
        if (kind != null) {
            return ImageKind.valueOf(kind);
        }
        return MediaType.find(mediaType).filter(MediaType::isIndex).isPresent() ? ImageKind.INDEX : ImageKind.IMAGE;
    }

    /// @param prefix of the columns' names
    static Optional<Platform> platform(ResultSet row, String prefix) throws SQLException {
        String os = row.getString(prefix + "os");
        String architecture = row.getString(prefix + "architecture");
        if (os == null && architecture == null) {
            return Optional.empty();
        }
        return Optional.of(new Platform(
                os == null ? "" : os,
                architecture == null ? "" : architecture,
                Optional.ofNullable(row.getString(prefix + "variant")),
                Optional.ofNullable(row.getString(prefix + "os_version"))));
    }

    static Optional<Long> size(ResultSet row) throws SQLException {
        long size = row.getLong("total_size");
        return row.wasNull() ? Optional.empty() : Optional.of(size);
    }

    static Optional<Digest> digest(byte @Nullable [] bytes) {
        return Optional.ofNullable(bytes).map(Digest::fromBytes);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static List<String> platforms(ResultSet row) throws SQLException {
        return row.getArray("platforms") == null
                ? List.of()
                : Arrays.asList((String[]) row.getArray("platforms").getArray());
    }
}
