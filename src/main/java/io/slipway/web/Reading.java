package io.slipway.web;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How somebody reads the pages, besides theme and language.
///
/// @param compact  rows of tables are close together
/// @param absolute times are dates, not how long ago
/// @param keyless  single keys do nothing
public record Reading(boolean compact, boolean absolute, boolean keyless) {

    static final String COOKIE = "slipway-reading";
    static final Reading USUAL = new Reading(false, false, false);

    private static final String COMPACT = "compact";
    private static final String ABSOLUTE = "absolute";
    private static final String KEYLESS = "keyless";
    private static final String PLAIN = "usual";

    /// Of what [#id] wrote; words that mean nothing are left out.
    static Reading of(String id) {
        Set<String> words = Set.copyOf(Arrays.stream(id.split("\\.")).distinct().toList());
        return new Reading(words.contains(COMPACT), words.contains(ABSOLUTE), words.contains(KEYLESS));
    }

    String id() {
        List<String> words = Stream.of(compact ? COMPACT : "", absolute ? ABSOLUTE : "", keyless ? KEYLESS : "")
                .filter(word -> !word.isEmpty())
                .toList();
        return words.isEmpty() ? PLAIN : words.stream().collect(Collectors.joining("."));
    }
}
