package io.slipway.inspection;

import io.slipway.inspection.ImageFiles.Stack;
import io.slipway.inspection.ListedFile.Change;
import io.slipway.inspection.ListedFile.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows of read layers, found by layer and directory: no statement reads a layer as a whole.
@Component
class FileSql {

    /// What a layer says of a path.
    ///
    /// @param depth 0 is the root
    record Node(
            int depth, int place, EntryKind kind, boolean opaque, long size, String target, OptionalLong position) {}

    private final JdbcClient jdbc;

    FileSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What any of the layers says of the path and of each directory above it.
    List<Node> chain(Stack stack, EntryPath path) {
        return nodes(stack, path.chain()).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    /// What any of the layers says of each path: nothing of those that none has.
    Map<EntryPath, List<Node>> nodes(Stack stack, Collection<EntryPath> all) {
        List<EntryPath> paths = List.copyOf(all);
        Map<EntryPath, List<Node>> nodes = new LinkedHashMap<>();
        jdbc.sql("""
                        SELECT a.nth, l.place, e.*
                        FROM unnest(CAST(:ids AS bigint[]), CAST(:places AS integer[])) AS l (id, place)
                        CROSS JOIN unnest(CAST(:folders AS bytea[]), CAST(:names AS text[])) WITH ORDINALITY
                            AS a (folder, name, nth)
                        CROSS JOIN LATERAL (
                            SELECT * FROM inspection.entry
                            WHERE layer_id = l.id AND folder = a.folder AND name = a.name OFFSET 0) e
                        """)
                .param("ids", stack.ids())
                .param("places", stack.places())
                .param("folders", paths.stream().map(EntryPath::folder).toArray(byte[][]::new))
                .param("names", paths.stream().map(EntryPath::name).toArray(String[]::new))
                .query(row -> {
                    EntryPath path = paths.get(row.getInt("nth") - 1);
                    nodes.computeIfAbsent(path, _ -> new ArrayList<>()).add(node(path.depth(), row));
                });
        return nodes;
    }

    private static Node node(int depth, ResultSet row) throws SQLException {
        return new Node(
                depth,
                row.getInt("place"),
                EntryKind.valueOf(row.getString("kind")),
                row.getBoolean("opaque"),
                row.getLong("size"),
                row.getString("target"),
                position(row));
    }

    /// Of each name what the highest layer has.
    List<ListedFile> merged(Stack stack, EntryPath directory, FilePosition after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM (
                            SELECT DISTINCT ON (e.name) e.*, l.place
                            FROM unnest(CAST(:ids AS bigint[]), CAST(:places AS integer[])) AS l (id, place)
                            CROSS JOIN LATERAL (
                                SELECT * FROM inspection.entry
                                WHERE layer_id = l.id AND folder = :folder AND name > '' OFFSET 0) e
                            ORDER BY e.name, l.place DESC) top
                        WHERE kind <> 'WHITEOUT' AND (kind <> 'DIRECTORY', name) > (:rank, :after)
                        ORDER BY kind <> 'DIRECTORY', name LIMIT :limit
                        """)
                .param("ids", stack.ids())
                .param("places", stack.places())
                .param("folder", directory.key())
                .param("rank", !after.directory())
                .param("after", after.name())
                .param("limit", limit)
                .query((row, _) -> file(row, row.getInt("place"), Change.UNCHANGED))
                .list();
    }

    /// What one layer has, against what is below it.
    ///
    /// @param below the layers that are not hidden there
    List<ListedFile> layer(LayerState layer, Stack below, EntryPath directory, FilePosition after, int limit) {
        return jdbc.sql("""
                        SELECT e.*, b.kind AS below_kind,
                            (b.mode, b.uid, b.gid) = (e.mode, e.uid, e.gid) AS same_owner
                        FROM (
                            SELECT * FROM (
                                SELECT * FROM inspection.entry
                                WHERE layer_id = :id AND folder = :folder AND name > '' OFFSET 0) own
                            WHERE (kind <> 'DIRECTORY', name) > (:rank, :after)
                            ORDER BY kind <> 'DIRECTORY', name LIMIT :limit) e
                        LEFT JOIN LATERAL (
                            SELECT under.* FROM unnest(CAST(:ids AS bigint[]), CAST(:places AS integer[]))
                                AS l (id, place)
                            CROSS JOIN LATERAL (
                                SELECT * FROM inspection.entry
                                WHERE layer_id = l.id AND folder = e.folder AND name = e.name OFFSET 0) under
                            ORDER BY l.place DESC LIMIT 1) b ON true
                        ORDER BY e.kind <> 'DIRECTORY', e.name
                        """)
                .param("id", layer.id())
                .param("ids", below.ids())
                .param("places", below.places())
                .param("folder", directory.key())
                .param("rank", !after.directory())
                .param("after", after.name())
                .param("limit", limit)
                .query((row, _) -> file(row, layer.place(), change(row)))
                .list();
    }

    private static Change change(ResultSet row) throws SQLException {
        EntryKind kind = EntryKind.valueOf(row.getString("kind"));
        String below = row.getString("below_kind");
        if (kind == EntryKind.WHITEOUT) {
            return Change.REMOVED;
        }
        if (below == null || EntryKind.valueOf(below) == EntryKind.WHITEOUT) {
            return Change.ADDED;
        }
        boolean same = kind == EntryKind.DIRECTORY
                && EntryKind.valueOf(below) == kind
                && !row.getBoolean("opaque")
                && (row.getBoolean("same_owner") || !row.getBoolean("listed"));
        return same ? Change.UNCHANGED : Change.CHANGED;
    }

    private static ListedFile file(ResultSet row, int place, Change change) throws SQLException {
        return new ListedFile(
                row.getString("name"),
                EntryKind.valueOf(row.getString("kind")),
                place,
                new Owner(row.getInt("mode"), row.getLong("uid"), row.getLong("gid")),
                row.getLong("size"),
                modified(row),
                row.getString("target"),
                change,
                row.getBoolean("listed"));
    }

    static Optional<Instant> modified(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getObject("modified", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static OptionalLong position(ResultSet row) throws SQLException {
        long position = row.getLong("position");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(position);
    }
}
