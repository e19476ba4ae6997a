package io.slipway.inspection;

import io.slipway.inspection.FileSql.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Follows a path from the root down through layers that lie on one another.
///
/// @param found what is there; empty where nothing is, or something above it is no directory
/// @param floor the lowest place whose layer still shows what is below the path
record PathWalk(Optional<Node> found, int floor) {

    /// @param nodes what the layers say of the path and each directory above it
    static PathWalk of(EntryPath path, List<Node> nodes) {
        int depth = path.chain().size() - 1;
        PathWalk walk = new PathWalk(Optional.empty(), floor(0, at(nodes, 0, 0)));
        for (int step = 1; step <= depth; step++) {
            List<Node> seen = at(nodes, step, walk.floor);
            Optional<Node> top = seen.stream()
                    .max(Comparator.comparingInt(Node::place))
                    .filter(it -> it.kind() != EntryKind.WHITEOUT);
            boolean leads = top.isPresent() && (step == depth || top.get().kind() == EntryKind.DIRECTORY);
            if (!leads) {
                return new PathWalk(Optional.empty(), walk.floor);
            }
            walk = new PathWalk(top, floor(walk.floor, seen));
        }
        return walk;
    }

    private static List<Node> at(List<Node> nodes, int depth, int floor) {
        return nodes.stream()
                .filter(it -> it.depth() == depth && it.place() >= floor)
                .toList();
    }

    /// What is no directory hides all that was a directory below it, and has nothing inside itself.
    private static int floor(int floor, List<Node> nodes) {
        return nodes.stream()
                .mapToInt(it -> it.kind() == EntryKind.DIRECTORY ? it.opaque() ? it.place() : 0 : it.place() + 1)
                .reduce(floor, Math::max);
    }
}
