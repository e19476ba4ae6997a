package io.slipway.content;

import io.slipway.oci.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TagEventSql {

    private static final String EVENT = "SELECT e.id, e.name, e.kind, e.digest, e.previous, e.at, e.client, "
            + TagListSql.AUTHOR.replace("who", "e.by") + ", " + here("e.digest") + " AS here, " + here("e.previous")
            + " AS previous_here FROM (";
    private static final String BACK = """
             AND at <= :at AND (at < :at OR id < :id) ORDER BY at DESC, id DESC LIMIT :limit) e
            ORDER BY e.at DESC, e.id DESC
            """;

    private final JdbcClient jdbc;

    TagEventSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The newest first, of all tags.
    List<TagEvent> page(long repositoryId, boolean attachments, TagEventPosition last, int limit) {
        return jdbc.sql(EVENT + "SELECT * FROM content.tag_event WHERE repository_id = :repositoryId"
                        + (attachments ? "" : " AND NOT " + TagListSql.ATTACHMENT) + BACK)
                .param("repositoryId", repositoryId)
                .param("at", last.at().atOffset(ZoneOffset.UTC))
                .param("id", last.id())
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    /// The newest first, of one tag: in the order in which pushes waited for each other, and so by its index.
    List<TagEvent> page(long repositoryId, String name, TagEventPosition last, int limit) {
        return jdbc.sql(EVENT + """
                        SELECT * FROM content.tag_event
                        WHERE repository_id = :repositoryId AND name = :name AND (:id = 0 AND at < :at OR id < :id)
                        ORDER BY id DESC LIMIT :limit) e
                        ORDER BY e.id DESC
                        """)
                .param("repositoryId", repositoryId)
                .param("name", name)
                .param("at", last.at().atOffset(ZoneOffset.UTC))
                .param("id", last.id())
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    /// A few, since what began earlier may be committed later; another text once what they name was read, too.
    String newest(long repositoryId) {
        return jdbc.sql("""
                        SELECT COALESCE(string_agg(concat(newest.id, i.state), ' ' ORDER BY newest.id), '') FROM (
                            SELECT id, digest FROM content.tag_event WHERE repository_id = :repositoryId
                            ORDER BY at DESC, id DESC LIMIT 20) newest
                        LEFT JOIN LATERAL (
                            SELECT id FROM content.manifest
                            WHERE repository_id = :repositoryId AND digest = newest.digest OFFSET 0) m ON true
                        LEFT JOIN LATERAL (SELECT state FROM content.image WHERE manifest_id = m.id OFFSET 0) i ON true
                        """)
                .param("repositoryId", repositoryId)
                .query(String.class)
                .single();
    }

    private static String here(String digest) {
        return "(SELECT m.deleted_at IS NULL FROM (SELECT deleted_at FROM content.manifest"
                + " WHERE repository_id = e.repository_id AND digest = " + digest + " OFFSET 0) m)";
    }

    private static TagEvent event(ResultSet row) throws SQLException {
        return new TagEvent(
                row.getLong("id"),
                row.getString("name"),
                TagEvent.Kind.valueOf(row.getString("kind")),
                Optional.ofNullable(row.getBytes("digest")).map(Digest::fromBytes),
                Optional.ofNullable(row.getBytes("previous")).map(Digest::fromBytes),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                TagListSql.author(row),
                row.getString("client"),
                new TagEvent.Here(row.getBoolean("here"), row.getBoolean("previous_here")));
    }
}
