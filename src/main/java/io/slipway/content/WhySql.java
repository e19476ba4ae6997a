package io.slipway.content;

import io.slipway.content.Why.Kind;
import io.slipway.content.Why.Place;
import io.slipway.content.Why.Reason;
import io.slipway.content.Why.What;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class WhySql {

    private static final int PLACES = 100;

    private static final String MANIFESTS = """
            (SELECT m.id AS manifest_id, x.orphaned_at FROM content.manifest m
            LEFT JOIN LATERAL (SELECT orphaned_at FROM content.manifest_review
                WHERE manifest_id = m.id OFFSET 0) x ON true
            WHERE substr(m.digest, 2, 16) = substr(:digest, 2, 16) AND m.digest = :digest
            ORDER BY m.id LIMIT :limit)
            """;

    private static final String MANIFEST = """
            SELECT rep.name, j.goes,
                rep.deleted_at + make_interval(secs => :window) AS repository_until,
                m.deleted_at + make_interval(secs => :window) AS trash_until,
                CASE WHEN m.lease_until > now() THEN m.lease_until END AS lease_until,
                CASE WHEN was.last + make_interval(secs => :window) > now()
                    THEN was.last + make_interval(secs => :window) END AS history_until,
                COALESCE(m.untagged_since, now()) + make_interval(secs => CAST(:untagged AS float8)) AS untagged_until,
                was.last IS NOT NULL AS tagged_once, x.orphaned_at IS NOT NULL AS orphaned,
                ARRAY(SELECT name FROM content.tag WHERE manifest_id = m.id ORDER BY name LIMIT 5) AS tags,
                ARRAY(SELECT encode(p.digest, 'hex') FROM (
                    SELECT parent_id FROM content.manifest_child
                    WHERE repository_id = m.repository_id AND child_digest = m.digest ORDER BY parent_id LIMIT 5) c
                    JOIN content.manifest p ON p.id = c.parent_id) AS parents,
                ARRAY(SELECT encode(s.digest, 'hex') FROM content.manifest s
                    WHERE s.repository_id = m.repository_id AND s.digest = m.subject) AS subjects
            FROM (%s) j
            JOIN LATERAL (SELECT * FROM content.manifest WHERE id = j.id OFFSET 0) m ON true
            JOIN LATERAL (SELECT * FROM content.repository WHERE id = m.repository_id OFFSET 0) rep ON true
            LEFT JOIN LATERAL (SELECT orphaned_at FROM content.manifest_review
                WHERE manifest_id = m.id OFFSET 0) x ON true
            LEFT JOIN LATERAL (SELECT max(at) AS last FROM content.tag_event e
                WHERE e.repository_id = m.repository_id AND e.previous = m.digest AND e.at >= m.pushed_at) was ON true
            ORDER BY rep.name
            """.formatted(ManifestReviewSql.judged(MANIFESTS));

    private static final String BLOB = """
            SELECT rep.name, rep.deleted_at + make_interval(secs => :window) AS repository_until,
                CASE WHEN l.lease_until > now() THEN l.lease_until END AS lease_until,
                CASE WHEN %s THEN greatest(l.lease_until, now()) END AS goes,
                ARRAY(SELECT CASE WHEN m.deleted_at IS NULL THEN '+' ELSE '-' END || encode(m.digest, 'hex') FROM (
                    SELECT manifest_id FROM content.manifest_blob
                    WHERE blob_id = l.blob_id AND repository_id = l.repository_id ORDER BY manifest_id LIMIT 5) e
                    JOIN content.manifest m ON m.id = e.manifest_id) AS manifests
            FROM (SELECT * FROM content.repository_blob
                WHERE blob_id = (SELECT id FROM content.blob WHERE digest = :digest)
                ORDER BY repository_id LIMIT :limit) l
            JOIN LATERAL (SELECT * FROM content.repository WHERE id = l.repository_id OFFSET 0) rep ON true
            ORDER BY rep.name
            """.formatted(LinkReviewSql.UNREFERENCED);

    private final JdbcClient jdbc;
    private final ManifestReviewSql reviews;
    private final TrashSettings trash;

    WhySql(JdbcClient jdbc, ManifestReviewSql reviews, TrashSettings trash) {
        this.jdbc = jdbc;
        this.reviews = reviews;
        this.trash = trash;
    }

    List<Place> manifests(Digest digest) {
        return reviews.judging(jdbc.sql(MANIFEST))
                .param("digest", digest.toBytes())
                .param("limit", PLACES)
                .query((row, _) -> manifest(row))
                .list();
    }

    List<Place> blobs(Digest digest) {
        return jdbc.sql(BLOB)
                .param("window", trash.seconds())
                .param("digest", digest.toBytes())
                .param("limit", PLACES)
                .query((row, _) -> blob(row))
                .list();
    }

    List<Instant> sweeps(Digest digest) {
        return jdbc.sql("SELECT due_at FROM content.object_deletion WHERE digest = ? ORDER BY due_at LIMIT 10")
                .param(digest.toBytes())
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .list();
    }

    private static Place manifest(ResultSet row) throws SQLException {
        List<Reason> reasons = new ArrayList<>();
        until(row, "repository_until", Kind.REPOSITORY_TRASH, reasons);
        until(row, "trash_until", Kind.TRASH, reasons);
        boolean deleted = row.getObject("trash_until") != null;
        for (String tag : texts(row, "tags")) {
            reasons.add(new Reason(Kind.TAG, tag, Optional.empty()));
        }
        if (!deleted) {
            digests(row, "parents").forEach(one -> reasons.add(new Reason(Kind.INDEX, one, Optional.empty())));
            digests(row, "subjects").forEach(one -> reasons.add(new Reason(Kind.SUBJECT, one, Optional.empty())));
            until(row, "lease_until", Kind.LEASE, reasons);
        }
        until(row, "history_until", Kind.HISTORY, reasons);
        if (!deleted && texts(row, "tags").isEmpty()) {
            untagged(row, reasons);
        }
        return place(What.MANIFEST, row, reasons);
    }

    private static void untagged(ResultSet row, List<Reason> reasons) throws SQLException {
        if (!row.getBoolean("tagged_once")) {
            if (!row.getBoolean("orphaned")) {
                reasons.add(new Reason(Kind.NEVER_TAGGED, "", Optional.empty()));
            }
        } else if (row.getObject("untagged_until") == null) {
            reasons.add(new Reason(Kind.UNTAGGED_FOR_EVER, "", Optional.empty()));
        } else {
            until(row, "untagged_until", Kind.UNTAGGED, reasons);
        }
    }

    private static Place blob(ResultSet row) throws SQLException {
        List<Reason> reasons = new ArrayList<>();
        until(row, "repository_until", Kind.REPOSITORY_TRASH, reasons);
        for (String manifest : texts(row, "manifests")) {
            Kind kind = manifest.startsWith("+") ? Kind.MANIFEST : Kind.TRASHED_MANIFEST;
            reasons.add(new Reason(kind, digest(manifest.substring(1)), Optional.empty()));
        }
        until(row, "lease_until", Kind.LEASE, reasons);
        return place(What.BLOB, row, reasons);
    }

    private static Place place(What what, ResultSet row, List<Reason> reasons) throws SQLException {
        if (reasons.isEmpty()) {
            reasons.add(new Reason(Kind.NOTHING, "", Optional.empty()));
        }
        return new Place(
                what,
                new RepositoryName(row.getString("name")),
                List.copyOf(reasons),
                Optional.ofNullable(row.getObject("goes", OffsetDateTime.class)).map(OffsetDateTime::toInstant));
    }

    private static void until(ResultSet row, String column, Kind kind, List<Reason> reasons) throws SQLException {
        Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .ifPresent(until -> reasons.add(new Reason(kind, "", Optional.of(until.toInstant()))));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }

    private static List<String> digests(ResultSet row, String column) throws SQLException {
        return texts(row, column).stream().map(WhySql::digest).toList();
    }

    private static String digest(String hex) {
        return Digest.fromBytes(HexFormat.of().parseHex(hex)).toString();
    }
}
