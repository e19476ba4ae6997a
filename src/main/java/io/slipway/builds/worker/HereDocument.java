package io.slipway.builds.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lines of a Dockerfile that belong to an instruction before them (`RUN <<EOF`), as builders read them that know such.
///
/// @param end    the line after the last one
/// @param indent whether tabs before that line do not count
record HereDocument(String end, boolean indent) {

    private static final Pattern WORD = Pattern.compile("[0-9]*<<(?<indent>-?)(?<end>[^<]+)");
    private static final Pattern WHOLE_JSON =
            Pattern.compile("\\[\\s*(\"(\\\\.|[^\"\\\\])*+\"\\s*(,\\s*\"(\\\\.|[^\"\\\\])*+\"\\s*)*+)?]\\s*");

    /// Those of one instruction, in the order of their lines.
    ///
    /// @param text of RUN, COPY or ADD behind its flags
    static List<HereDocument> of(String text, char escape) {
        if (WHOLE_JSON.matcher(text).matches()) {
            return List.of();
        }
        List<HereDocument> found = new ArrayList<>();
        words(text, escape).forEach(word -> one(word, escape).ifPresent(found::add));
        return found;
    }

    boolean endsWith(String line) {
        return end.equals(indent ? line.replaceFirst("^\\t+", "") : line);
    }

    private static Optional<HereDocument> one(String word, char escape) {
        Matcher matcher = WORD.matcher(word);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        StringBuilder end = new StringBuilder();
        char quote = 0;
        String written = matcher.group("end");
        for (int at = 0; at < written.length(); at++) {
            char next = written.charAt(at);
            if (quote == 0 && (next == '"' || next == '\'')) {
                quote = next;
            } else if (quote != 0 && next == quote) {
                quote = 0;
            } else if (next == escape && quote != '\'' && at + 1 < written.length()) {
                end.append(written.charAt(++at));
            } else {
                end.append(next);
            }
        }
        return Optional.of(
                new HereDocument(end.toString(), !matcher.group("indent").isEmpty()));
    }

    /// As a shell tells them apart, with their quotes.
    private static List<String> words(String text, char escape) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (quote == 0 && Character.isWhitespace(next)) {
                words.add(word.toString());
                word.setLength(0);
                continue;
            }
            word.append(next);
            if (next == escape && quote != '\'' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
            } else if (quote == 0 && (next == '"' || next == '\'')) {
                quote = next;
            } else if (next == quote) {
                quote = 0;
            }
        }
        words.add(word.toString());
        return words;
    }
}
