package io.slipway.content;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many of some repositories have what.
///
/// @param platforms the most first
public record Facets(Map<ContentKind, Long> kinds, Map<String, Long> platforms) {

    static final String KIND = "kind=";
    static final String PLATFORM = "platform=";

    static final Facets NONE = new Facets(Map.of(), Map.of());

    /// @param counts by what the rows have
    static Facets of(Map<String, Long> counts) {
        Map<ContentKind, Long> kinds = new EnumMap<>(ContentKind.class);
        Map<String, Long> platforms = new LinkedHashMap<>();
        counts.forEach((facet, count) -> {
            if (facet.startsWith(PLATFORM)) {
                platforms.put(facet.substring(PLATFORM.length()), count);
            } else {
                ContentKind.of(facet.substring(KIND.length())).ifPresent(kind -> kinds.put(kind, count));
            }
        });
        return new Facets(kinds, platforms);
    }
}
