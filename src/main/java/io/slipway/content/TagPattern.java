package io.slipway.content;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a rule calls a tag: a glob with `*` and `?`, as credentials have them, or after `re:` a regular expression that
/// the whole tag matches. Both take time in line with the tag's length, whatever somebody writes.
public final class TagPattern {

    /// Of one list.
    public static final int MOST = 20;

    private static final String EXPRESSION = "re:";
    private static final int LONGEST_EXPRESSION = 200;

    /// Repetitions are unrolled, those inside of others each time.
    private static final int MOST_REPEATED = 1_000;

    private static final Pattern REPEATED = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private final String text;
    private final Optional<Pattern> expression;

    private TagPattern(String text, Optional<Pattern> expression) {
        this.text = text;
        this.expression = expression;
    }

    /// @throws PolicyException for one that is none, without a field
    public static TagPattern parse(String text) {
        if (text.startsWith(EXPRESSION)) {
            return new TagPattern(text, Optional.of(compile(text.substring(EXPRESSION.length()))));
        }
        if (!TagPatterns.isGlob(text)) {
            throw new PolicyException(
                    "",
                    "a pattern has 1 to 128 letters, digits, _ . - and the wildcards * and ?,"
                            + " or is a regular expression after re:");
        }
        return new TagPattern(text, Optional.empty());
    }

    /// @throws PolicyException that names the place of the pattern that is none
    static List<TagPattern> parse(List<String> texts) {
        if (texts.size() > MOST) {
            throw new PolicyException("", "at most " + MOST + " patterns");
        }
        return IntStream.range(0, texts.size()).mapToObj(at -> at(texts, at)).toList();
    }

    static boolean any(List<TagPattern> patterns, String tag) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(tag));
    }

    public boolean matches(String tag) {
        return expression.map(it -> it.matcher(tag).matches()).orElseGet(() -> TagPatterns.matches(text, tag));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TagPattern pattern && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static TagPattern at(List<String> texts, int at) {
        try {
            return parse(texts.get(at));
        } catch (PolicyException e) {
            throw new PolicyException("[" + at + "]", e.sentence());
        }
    }

    private static Pattern compile(String text) {
        if (text.isEmpty() || text.length() > LONGEST_EXPRESSION) {
            throw new PolicyException("", "a regular expression has 1 to " + LONGEST_EXPRESSION + " characters");
        }
        if (repeated(text) > MOST_REPEATED) {
            throw new PolicyException("", "its repetitions make the regular expression too large");
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new PolicyException("", "no regular expression of RE2: " + e.getDescription());
        }
    }

    private static long repeated(String text) {
        var counts = REPEATED.matcher(text);
        long product = 1;
        while (counts.find() && product <= MOST_REPEATED) {
            String most = counts.group(2);
            product *= number(most == null || most.isEmpty() ? counts.group(1) : most);
        }
        return product;
    }

    private static long number(String digits) {
        return digits.length() > 4 ? MOST_REPEATED + 1L : Math.max(1, Long.parseLong(digits));
    }
}
