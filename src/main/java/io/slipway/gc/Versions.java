package io.slipway.gc;

import io.slipway.content.RetentionTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which tags are among the newest versions. A number counts once a tag without suffix has it; what is newer than the
/// newest of those stays, too, and suffixes follow their number. Where all have suffixes, all numbers count.
/// `1.4` stays with any `1.4.x` that stays, and `1` with any `1.x.y`.
final class Versions {

    private record Tagged(RetentionTag tag, Version version) {}

    private record Group(long major, long minor) {}

    private Versions() {}

    /// The newest patches of each minor version.
    static Set<String> patches(List<RetentionTag> tags, int count) {
        return newest(tags, count, true);
    }

    /// The newest minor versions of each major one, with all of their patches.
    static Set<String> minors(List<RetentionTag> tags, int count) {
        return newest(tags, count, false);
    }

    private static Set<String> newest(List<RetentionTag> tags, int count, boolean patches) {
        Map<Group, TreeMap<Long, List<Tagged>>> groups = new HashMap<>();
        List<Tagged> floating = new ArrayList<>();
        for (RetentionTag tag : tags) {
            Version.parse(tag.name()).ifPresent(version -> {
                Tagged tagged = new Tagged(tag, version);
                if (version.numbers() < 3) {
                    floating.add(tagged);
                } else {
                    groups.computeIfAbsent(group(version, patches), _ -> new TreeMap<>())
                            .computeIfAbsent(patches ? version.patch() : version.minor(), _ -> new ArrayList<>())
                            .add(tagged);
                }
            });
        }
        List<Tagged> kept = new ArrayList<>();
        groups.values()
                .forEach(numbers ->
                        numbers.tailMap(from(numbers, count)).values().forEach(kept::addAll));
        return names(kept, floating);
    }

    private static Group group(Version version, boolean patches) {
        return new Group(version.major(), patches ? version.minor() : -1);
    }

    /// The lowest number that stays.
    private static long from(TreeMap<Long, List<Tagged>> numbers, int count) {
        TreeSet<Long> released = new TreeSet<>();
        numbers.forEach((number, tagged) -> {
            if (tagged.stream().anyMatch(it -> it.version().released())) {
                released.add(number);
            }
        });
        TreeSet<Long> counted = released.isEmpty() ? new TreeSet<>(numbers.keySet()) : released;
        return counted.descendingSet().stream()
                .limit(count)
                .reduce((_, next) -> next)
                .orElse(Long.MAX_VALUE);
    }

    private static Set<String> names(List<Tagged> kept, List<Tagged> floating) {
        Set<String> names = new HashSet<>();
        Set<Group> lines = new HashSet<>();
        for (Tagged tagged : kept) {
            names.add(tagged.tag().name());
            lines.add(new Group(tagged.version().major(), tagged.version().minor()));
            lines.add(new Group(tagged.version().major(), -1));
        }
        for (Tagged tagged : floating) {
            Version version = tagged.version();
            if (lines.contains(new Group(version.major(), version.numbers() == 1 ? -1 : version.minor()))) {
                names.add(tagged.tag().name());
            }
        }
        return names;
    }
}
