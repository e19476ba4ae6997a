package io.slipway.inspection;

import io.slipway.inspection.FileSums.Heavy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Adds up what layers have while it goes through their paths once: all that lies below a path comes right after it,
/// and of one path the highest layer comes first. Remembers the directories above, and no other path but those of hard
/// links.
class TreeSums {

    static final int LISTED = 20;

    /// What a layer says of a path.
    record Item(String path, int place, EntryKind kind, boolean opaque, long size, String target) {}

    /// A file that a hard link of its layer names, too: its bytes are seen as long as one of them is.
    record Linked(int place, String path) {}

    private static class Level {
        final String path;
        final int floor;
        /// the lowest place that shows what is below the path
        int below;

        Level(String path, int floor) {
            this.path = path;
            this.floor = floor;
            this.below = floor;
        }

        boolean holds(String other) {
            return path.isEmpty() || other.startsWith(path + "/");
        }
    }

    private final Set<Linked> linked;
    private final Set<Linked> held = new HashSet<>();
    private final Map<Linked, Heavy> doubtful = new HashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Top largest = new Top();
    private final Top lost = new Top();

    /// @param linked what hard links of each layer lead to
    TreeSums(Set<Linked> linked) {
        this.linked = linked;
        levels.push(new Level("", 0));
    }

    void add(Item item) {
        boolean first = !levels.element().path.equals(item.path());
        if (first) {
            while (!levels.element().holds(item.path())) {
                levels.pop();
            }
            levels.push(new Level(item.path(), levels.element().below));
        }
        Level level = levels.element();
        boolean seen = first && item.place() >= level.floor;
        level.below = Math.max(level.below, hides(item.kind(), item.opaque(), item.place()));
        if (item.kind() == EntryKind.FILE) {
            file(item, seen);
        } else if (item.kind() == EntryKind.HARDLINK && seen) {
            held.add(new Linked(item.place(), item.target()));
        }
    }

    private void file(Item item, boolean seen) {
        Heavy file = new Heavy(item.path(), item.place(), item.size());
        if (seen) {
            largest.add(file);
            return;
        }
        Linked self = new Linked(item.place(), item.path());
        if (linked.contains(self)) {
            doubtful.put(self, file);
        } else {
            lost.add(file);
        }
    }

    /// As [PathWalk] has it.
    static int hides(EntryKind kind, boolean opaque, int place) {
        if (kind == EntryKind.DIRECTORY) {
            return opaque ? place : 0;
        }
        return place + 1;
    }

    FileSums result() {
        doubtful.forEach((self, file) -> (held.contains(self) ? largest : lost).add(file));
        doubtful.clear();
        return new FileSums(largest.sum, lost.sum, largest.list(), lost.list());
    }

    private static class Top {

        private static final Comparator<Heavy> ORDER = Comparator.comparingLong(Heavy::size)
                .thenComparing(Heavy::path, Comparator.reverseOrder())
                .thenComparing(Heavy::place);

        private final PriorityQueue<Heavy> files = new PriorityQueue<>(ORDER);
        private long sum;

        void add(Heavy file) {
            sum += file.size();
            if (file.size() > 0) {
                files.add(file);
            }
            if (files.size() > LISTED) {
                files.remove();
            }
        }

        List<Heavy> list() {
            List<Heavy> list = new ArrayList<>(files);
            list.sort(ORDER.reversed());
            return list;
        }
    }
}
