package io.slipway.builds;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.slipway.builds.BuildsException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the names of refs are compared with: a name, or an expression for the whole of it. RE2 takes time in line with
/// the name's length, whatever somebody writes.
record RulePattern(String text, Optional<Pattern> expression) {

    private static final int LONGEST = 500;
    private static final int MOST_GROUPS = 9;
    private static final int LARGEST_PROGRAM = 20_000;
    private static final java.util.regex.Pattern REPEATED =
            java.util.regex.Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

    /// @throws BuildsException INVALID, of the field `pattern`
    static RulePattern of(String text, boolean literal) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw invalid("a pattern has 1 to " + LONGEST + " characters");
        }
        if (!literal) {
            return new RulePattern(text, Optional.of(compile(text)));
        }
        if (!RefName.isBranchOrTag(text)) {
            throw invalid("this is no name of a branch or tag in Git; write /…/ for a regular expression");
        }
        return new RulePattern(text, Optional.empty());
    }

    /// What its groups caught, beginning with the whole; an empty text where one caught nothing. Empty: no match.
    Optional<List<String>> match(String name) {
        if (expression.isEmpty()) {
            return text.equals(name) ? Optional.of(List.of(name)) : Optional.empty();
        }
        Matcher matcher = expression.get().matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        for (int group = 0; group <= matcher.groupCount(); group++) {
            groups.add(Optional.ofNullable(matcher.group(group)).orElse(""));
        }
        return Optional.of(groups);
    }

    int groups() {
        return expression.map(Pattern::groupCount).orElse(0);
    }

    private static Pattern compile(String text) {
        if (size(text) > LARGEST_PROGRAM) {
            throw invalid("its repetitions make the regular expression too large");
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw invalid("this is no regular expression of RE2: " + e.getDescription());
        }
        if (compiled.groupCount() > MOST_GROUPS) {
            throw invalid("a regular expression has at most " + MOST_GROUPS + " groups");
        }
        return compiled;
    }

    /// Repetitions are unrolled, those inside of others each time.
    private static long size(String text) {
        var counts = REPEATED.matcher(text);
        long size = text.length();
        while (counts.find() && size <= LARGEST_PROGRAM) {
            String most = Optional.ofNullable(counts.group(2))
                    .filter(it -> !it.isEmpty())
                    .orElse(counts.group(1));
            size *= Math.max(1, Long.parseLong(most));
        }
        return size;
    }

    private static BuildsException invalid(String sentence) {
        return new BuildsException(Code.INVALID, "pattern", sentence);
    }
}
