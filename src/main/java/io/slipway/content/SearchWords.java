package io.slipway.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What somebody looks for: all of the words, in any order, as parts of other words too.
public record SearchWords(String text) {

    public static final int MAX_LENGTH = 255;

    private static final int MAX_WORDS = 8;
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern INDEXED = Pattern.compile("[a-zA-Z0-9]{3}");
    private static final char TAG_MARK = ':';
    private static final String LABEL = "label:";

    /// Longer texts are cut, and the NUL that no text of the database has is left out.
    public SearchWords {
        String clean = text.replace("\0", "").strip();
        text = clean.length() > MAX_LENGTH ? clean.substring(0, MAX_LENGTH) : clean;
    }

    public static SearchWords none() {
        return new SearchWords("");
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public List<String> words() {
        return SPACES.splitAsStream(text)
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
    }

    /// What the words look like as digest: at least twelve hexadecimal digits, with or without the algorithm.
    public Optional<DigestStart> digest() {
        return DigestStart.parse(text);
    }

    /// A tag is written behind its repository, `web:1.0`, or alone.
    public String tag() {
        return last().substring(last().lastIndexOf(TAG_MARK) + 1).toLowerCase(Locale.ROOT);
    }

    /// A label or annotation is asked for as `label:key` or `label:key=value`: in small letters, since that is how they
    /// are kept.
    public Optional<String> label() {
        String small = text.toLowerCase(Locale.ROOT);
        return small.startsWith(LABEL)
                ? Optional.of(small.substring(LABEL.length()).strip()).filter(it -> !it.isEmpty())
                : Optional.empty();
    }

    /// Whether a tag is asked for, as in `web:1.0`.
    public boolean namesTag() {
        return last().indexOf(TAG_MARK) >= 0 && digest().isEmpty() && label().isEmpty();
    }

    /// The words of the repository of a tag.
    SearchWords beforeTag() {
        List<String> before = new ArrayList<>(words());
        if (before.isEmpty()) {
            return this;
        }
        String last = before.removeLast();
        before.add(last.substring(0, Math.max(0, last.lastIndexOf(TAG_MARK))));
        return new SearchWords(String.join(" ", before));
    }

    /// For `LIKE ALL (string_to_array(lower(…), E'\n'))`.
    String patterns() {
        return words().stream().map(SearchWords::pattern).collect(Collectors.joining("\n"));
    }

    /// The pattern that an index of trigrams narrows most, if it does at all.
    Optional<String> indexed() {
        return words().stream()
                .filter(word -> INDEXED.matcher(word).find())
                .max(Comparator.comparingInt(String::length))
                .map(SearchWords::pattern);
    }

    /// Where the text has one of the words, for showing it: start and end of each, in order, not overlapping.
    public List<int[]> places(String shown) {
        String small = shown.toLowerCase(Locale.ROOT);
        if (small.length() != shown.length()) {
            return List.of();
        }
        boolean[] marked = new boolean[shown.length()];
        for (String word : words()) {
            String part = word.toLowerCase(Locale.ROOT);
            for (int at = small.indexOf(part); at >= 0; at = small.indexOf(part, at + 1)) {
                Arrays.fill(marked, at, at + part.length(), true);
            }
        }
        List<int[]> places = new ArrayList<>();
        for (int at = 0; at < marked.length; at++) {
            if (marked[at] && (at == 0 || !marked[at - 1])) {
                places.add(new int[] {at, at});
            }
            if (marked[at]) {
                places.getLast()[1] = at + 1;
            }
        }
        return places;
    }

    private String last() {
        List<String> words = words();
        return words.isEmpty() ? "" : words.getLast();
    }

    private static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
}
