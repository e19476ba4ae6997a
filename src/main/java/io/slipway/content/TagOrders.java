package io.slipway.content;

import io.slipway.content.TagQuery.Place;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/// Statements that cut a page out of the index of an order; what they join is found by its key (docs/adr/0007), and
/// comes in the order of what it is joined to.
final class TagOrders {

    private static final String COLUMNS =
            "repository_id, name, manifest_id, updated_at, updated_by, locked, expires_at";
    private static final String TAGS =
            "SELECT " + COLUMNS + " FROM content.tag WHERE repository_id = :repositoryId AND ";

    /// Of each manifest no more than fills the page.
    private static final String BY_SIZE = """
            SELECT t.* FROM (
                SELECT id FROM content.manifest
                WHERE repository_id = :repositoryId AND untagged_since IS NULL AND deleted_at IS NULL%s
                ORDER BY total_size%s, id%s OFFSET 0) m
            CROSS JOIN LATERAL (
                SELECT %s FROM content.tag WHERE manifest_id = m.id AND %s%s
                ORDER BY name%s LIMIT :limit) t
            LIMIT :limit
            """;

    private static final String PULLED = """
            (SELECT t.* FROM (
                SELECT name FROM content.tag_pull WHERE repository_id = :repositoryId%s
                ORDER BY last_pull_at%s, name%s OFFSET 0) p
            CROSS JOIN LATERAL (%sname = p.name AND %s OFFSET 0) t
            LIMIT :limit)
            """;

    private static final String NEVER_PULLED = """
            (SELECT %s FROM content.tag t
            WHERE repository_id = :repositoryId AND NOT EXISTS (
                SELECT FROM content.tag_pull p
                WHERE p.repository_id = t.repository_id AND p.name = t.name OFFSET 0) AND %s%s
            ORDER BY name%s LIMIT :limit)
            """;

    private TagOrders() {}

    /// @param condition that tags meet
    static String page(TagQuery query, String condition) {
        boolean backwards = query.backwards();
        String up = backwards ? " DESC" : "";
        String down = backwards ? "" : " DESC";
        String names = query.place().isEmpty() ? "" : backwards ? " AND name < :name" : " AND name > :name";
        return switch (query.sort()) {
            case NAME -> TAGS + condition + names + " ORDER BY name" + up + " LIMIT :limit";
            case NEWEST ->
                TAGS + condition + from(query, "updated_at", "at", "name") + " ORDER BY updated_at" + down + ", name"
                        + up + " LIMIT :limit";
            case VERSION ->
                TAGS + condition + from(query, "version_key", "key", "name") + " ORDER BY version_key" + down + ", name"
                        + up + " LIMIT :limit";
            case SIZE -> {
                String rest = query.place().isEmpty()
                        ? ""
                        : " AND name %s CASE WHEN m.id = :tie THEN :name ELSE '%s' END"
                                .formatted(backwards ? "<" : ">", backwards ? "~" : "");
                yield BY_SIZE.formatted(sizes(query), down, up, COLUMNS, condition, rest, up);
            }
            case PULLED -> pulled(query, condition);
        };
    }

    static StatementSpec at(StatementSpec statement, TagQuery query) {
        if (query.place().isEmpty()) {
            return statement;
        }
        TagPosition position = query.place().map(Place::position).get();
        StatementSpec named = statement.param("name", position.name());
        return switch (query.sort()) {
            case NAME -> named;
            case NEWEST, PULLED -> named.param("at", position.at().atOffset(ZoneOffset.UTC));
            case VERSION -> named.param("key", VersionKey.of(position.name()));
            case SIZE -> named.param("size", position.rank()).param("tie", position.tie());
        };
    }

    /// Those with a pull first, and the others only where those do not fill the page.
    private static String pulled(TagQuery query, String condition) {
        boolean backwards = query.backwards();
        String up = backwards ? " DESC" : "";
        boolean never =
                query.place().map(Place::position).filter(it -> it.rank() == 0).isPresent();
        String names = !never ? "" : backwards ? " AND name < :name" : " AND name > :name";
        String first = PULLED.formatted(
                never ? "" : from(query, "last_pull_at", "at", "name"), backwards ? "" : " DESC", up, TAGS, condition);
        String last = NEVER_PULLED.formatted(COLUMNS, condition, names, up);
        if (query.place().isEmpty() || never == backwards) {
            return (backwards ? last + " UNION ALL " + first : first + " UNION ALL " + last) + " LIMIT :limit";
        }
        return never ? last : first;
    }

    private static String sizes(TagQuery query) {
        return query.place().isEmpty()
                ? ""
                : query.backwards()
                        ? " AND total_size >= :size AND (total_size > :size OR id <= :tie)"
                        : " AND total_size <= :size AND (total_size < :size OR id >= :tie)";
    }

    /// The first condition is the index's, the second cuts the last row of it.
    private static String from(TagQuery query, String column, String value, String tie) {
        if (query.place().isEmpty()) {
            return "";
        }
        String toward = query.backwards() ? ">" : "<";
        String ties = query.backwards() ? "<" : ">";
        return " AND " + column + " " + toward + "= :" + value + " AND (" + column + " " + toward + " :" + value
                + " OR " + tie + " " + ties + " :" + tie + ")";
    }
}
