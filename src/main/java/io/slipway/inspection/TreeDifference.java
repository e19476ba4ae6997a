package io.slipway.inspection;

import io.slipway.inspection.FileDifference.Aspect;
import io.slipway.inspection.FileDifference.Change;
import io.slipway.inspection.LayerEntry.Facts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares two images while it goes through the paths of both once, in the order of [TreeSums]: of one path, all that
/// the first image has comes before what the second one has. Remembers the directories above and no other path.
class TreeDifference {

    /// What a layer says of a path.
    ///
    /// @param layer    the same where both images have the layer
    /// @param checksum empty where its bytes are not in one piece
    record Item(
            int side,
            long layer,
            int place,
            String path,
            EntryKind kind,
            boolean opaque,
            boolean listed,
            Facts facts,
            String target,
            OptionalLong checksum) {

        OptionalLong size() {
            return kind == EntryKind.FILE ? OptionalLong.of(facts.size()) : OptionalLong.empty();
        }
    }

    /// A path in one of the images.
    private static class Side {
        final int floor;
        /// the lowest place that shows what is below the path
        int below;

        boolean met;

        @Nullable
        Item seen;

        Side(int floor) {
            this.floor = floor;
            this.below = floor;
        }

        void add(Item item) {
            boolean first = !met;
            met = true;
            if (first && item.place() >= floor && item.kind() != EntryKind.WHITEOUT) {
                seen = item;
            }
            below = Math.max(below, TreeSums.hides(item.kind(), item.opaque(), item.place()));
        }
    }

    private record Level(String path, List<Side> sides) {

        boolean holds(String other) {
            return path.isEmpty() || other.startsWith(path + "/");
        }

        Level child(String child) {
            return new Level(child, sides.stream().map(it -> new Side(it.below)).toList());
        }
    }

    private final Consumer<FileDifference> found;
    private final Deque<Level> levels = new ArrayDeque<>();
    private int count;

    TreeDifference(Consumer<FileDifference> found) {
        this.found = found;
        levels.push(new Level("", List.of(new Side(0), new Side(0))));
    }

    void add(Item item) {
        if (!levels.element().path().equals(item.path())) {
            tell();
            while (!levels.element().holds(item.path())) {
                levels.pop();
            }
            levels.push(levels.element().child(item.path()));
        }
        levels.element().sides().get(item.side()).add(item);
    }

    void end() {
        tell();
    }

    /// Of the path that was the last; of the root nothing.
    private void tell() {
        Level level = levels.element();
        @Nullable Item before = level.sides().getFirst().seen;
        @Nullable Item after = level.sides().getLast().seen;
        if (level.path().isEmpty() || before == null && after == null) {
            return;
        }
        if (before == null || after == null) {
            Item only = Objects.requireNonNull(before == null ? after : before);
            Change change = before == null ? Change.ADDED : Change.REMOVED;
            OptionalLong none = OptionalLong.empty();
            give(change, only, List.of(), before == null ? none : only.size(), before == null ? only.size() : none);
        } else if (before.layer() != after.layer()) {
            List<Aspect> aspects = aspects(before, after);
            if (!aspects.isEmpty()) {
                give(Change.CHANGED, after, aspects, before.size(), after.size());
            }
        }
    }

    private void give(Change change, Item item, List<Aspect> aspects, OptionalLong before, OptionalLong after) {
        count++;
        found.accept(new FileDifference(count, item.path(), change, item.kind(), aspects, before, after));
    }

    private static List<Aspect> aspects(Item before, Item after) {
        if (before.kind() != after.kind()) {
            return List.of(Aspect.KIND);
        }
        List<Aspect> aspects = new ArrayList<>();
        if (before.kind() == EntryKind.FILE && !sameContent(before, after)) {
            aspects.add(Aspect.CONTENT);
        }
        if (!before.target().equals(after.target())) {
            aspects.add(Aspect.TARGET);
        }
        Facts one = before.facts();
        Facts other = after.facts();
        // a directory that no archive lists has no owner that anybody knows
        if (before.listed() && after.listed()) {
            if (one.mode() != other.mode()) {
                aspects.add(Aspect.MODE);
            }
            if (one.uid() != other.uid() || one.gid() != other.gid()) {
                aspects.add(Aspect.OWNER);
            }
        }
        return aspects;
    }

    /// By its time where the bytes have no checksum.
    private static boolean sameContent(Item before, Item after) {
        boolean known = before.checksum().isPresent() && after.checksum().isPresent();
        return before.facts().size() == after.facts().size()
                && (known
                        ? before.checksum().equals(after.checksum())
                        : before.facts().modified().equals(after.facts().modified()));
    }
}
