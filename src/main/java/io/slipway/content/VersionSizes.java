package io.slipway.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.springframework.stereotype.Service;

/// How the size of what is pushed goes from version to version.
@Service
public class VersionSizes {

    private static final int LOOKED_AT = 100;
    private static final int MOST = 30;

    private final Tags tags;

    VersionSizes(Tags tags) {
        this.tags = tags;
    }

    /// Among the tags that were pushed last; the oldest first.
    public List<VersionSize> of(Repository repository) {
        return trend(tags.newest(repository, LOOKED_AT));
    }

    /// @param newest the newest first
    static List<VersionSize> trend(List<TagSummary> newest) {
        Map<Object, TagSummary> versions = new LinkedHashMap<>();
        newest.stream()
                .filter(tag -> VersionKey.isVersion(tag.name()))
                // of 1, 1.4 and 1.4.2 the one that stays
                .sorted(Comparator.comparing(tag -> -tag.name().length()))
                .forEach(tag -> versions.putIfAbsent(tag.digest(), tag));
        List<TagSummary> oldestFirst = versions.values().stream()
                .sorted(Comparator.comparing(TagSummary::updatedAt).thenComparing(TagSummary::name))
                .toList();
        Map<String, Long> before = new HashMap<>();
        List<VersionSize> found = new ArrayList<>();
        for (TagSummary tag : oldestFirst) {
            Long last = before.put(tag.name().replaceAll("[0-9.]+", ""), tag.size());
            OptionalDouble change = last == null || last == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((double) tag.size() / last - 1);
            found.add(new VersionSize(tag.name(), tag.digest(), tag.updatedAt(), tag.size(), change));
        }
        return List.copyOf(found.subList(Math.max(0, found.size() - MOST), found.size()));
    }
}
