package io.slipway.web.explore;

import io.slipway.content.SearchWords;
import java.util.ArrayList;
import java.util.List;

/// A piece of a text that was searched.
///
/// @param hit it is what was looked for
public record Marked(String text, boolean hit) {

    static List<Marked> of(String text, SearchWords words) {
        List<Marked> parts = new ArrayList<>();
        int from = 0;
        for (int[] place : words.places(text)) {
            add(parts, text.substring(from, place[0]), false);
            add(parts, text.substring(place[0], place[1]), true);
            from = place[1];
        }
        add(parts, text.substring(from), false);
        return parts;
    }

    private static void add(List<Marked> parts, String text, boolean hit) {
        if (!text.isEmpty()) {
            parts.add(new Marked(text, hit));
        }
    }
}
