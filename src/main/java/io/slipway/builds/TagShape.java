package io.slipway.builds;

import io.slipway.content.PolicyException;
import io.slipway.content.TagPattern;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which tags a template can make with a rule's pattern: as narrow as the pattern tells, and not narrower than what it
/// makes of names that fit into a tag.
final class TagShape {

    /// Expressions of which is known what becomes of their matches in a tag.
    private static final Pattern PLAIN = Pattern.compile("(?:[A-Za-z0-9_.*+?\\[\\](){}|/-]|\\\\[dw./-])*");

    private final RulePattern pattern;

    TagShape(RulePattern pattern) {
        this.pattern = pattern;
    }

    TagPattern of(String template) {
        StringBuilder expression = new StringBuilder();
        Matcher parts = TagTemplate.PART.matcher(template);
        int end = 0;
        while (parts.find()) {
            expression.append(quoted(template.substring(end, parts.start())));
            expression.append(part(parts.group(1).replace("\\", ""), expression.isEmpty()));
            end = parts.end();
        }
        if (end == 0) {
            return TagPattern.parse(template);
        }
        expression.append(quoted(template.substring(end)));
        try {
            return TagPattern.parse("re:" + expression);
        } catch (PolicyException tooLarge) {
            return TagPattern.parse("*");
        }
    }

    private String part(String name, boolean first) {
        return switch (name) {
            case "commit" -> "[0-9a-f]{7}";
            case "date" -> "[0-9]{8}";
            case "latest" -> "latest";
            case "sourceref" -> pattern.expression().isEmpty() ? name(first) : expression(pattern.text());
            default -> expression(group(Integer.parseInt(name)));
        };
    }

    private String name(boolean first) {
        String name = TagTemplate.inTag(pattern.text());
        // no tag begins with these
        return quoted(first ? name.replaceFirst("^[.-]+", "") : name);
    }

    /// A slash of a branch's name becomes `-` in the tag; what may be more than that is left open.
    private static String expression(String text) {
        return PLAIN.matcher(text).matches() ? "(?:" + text.replace("/", "-") + ")" : ".+";
    }

    /// What stands between the parentheses of the group.
    private String group(int number) {
        String text = pattern.text();
        int seen = 0;
        int depth = 0;
        int start = -1;
        boolean choice = false;
        for (int at = 0; at < text.length(); at++) {
            char here = text.charAt(at);
            if (here == '\\') {
                at++;
            } else if (choice || here == '[') {
                choice = here != ']';
            } else if (here == '(') {
                boolean counts = at + 1 < text.length() && text.charAt(at + 1) != '?';
                if (start < 0 && counts && ++seen == number) {
                    start = at + 1;
                    depth = 0;
                }
                depth++;
            } else if (here == ')' && --depth == 0 && start >= 0) {
                return text.substring(start, at);
            }
        }
        return ".+";
    }

    private static String quoted(String letters) {
        return letters.replaceAll("[.+?*\\[\\](){}|^$\\\\]", "\\\\$0");
    }
}
