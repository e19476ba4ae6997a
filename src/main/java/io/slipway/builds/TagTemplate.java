package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a tag is made of a ref: letters that stay, and in braces `sourceref`, `1` to `9` (groups of the pattern; `\1`
/// is the same), `commit` (seven characters), `date` (of the order, UTC) and `latest`, which is there on the default
/// branch only. Where one of these has nothing, the template makes no tag.
record TagTemplate(String text) {

    /// @param groups as [RulePattern#match] gives them
    /// @param commit empty where it is not known before the clone
    record Facts(SourceRef ref, List<String> groups, Optional<String> commit, LocalDate date, boolean defaultBranch) {

        Facts {
            groups = List.copyOf(groups);
        }
    }

    private static final int LONGEST = 200;
    private static final int LONGEST_TAG = 128;
    private static final int SHORT_COMMIT = 7;
    /// What is replaced, in braces.
    static final Pattern PART = Pattern.compile("\\{(sourceref|\\\\?[1-9]|commit|date|latest)}");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9_.-]*");
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    /// @param groups of the pattern beside it
    /// @throws BuildsException INVALID, of the field `tags`
    static TagTemplate parse(String text, int groups) {
        if (text.isEmpty() || text.length() > LONGEST) {
            throw invalid("a tag template has 1 to " + LONGEST + " characters");
        }
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            String name = parts.group(1).replace("\\", "");
            if (Character.isDigit(name.charAt(0)) && Integer.parseInt(name) > groups) {
                throw invalid("the pattern has no group " + name);
            }
        }
        String letters = parts.replaceAll("");
        if (!LITERAL.matcher(letters).matches()) {
            throw invalid("a tag has letters, digits, _ . and -, and in braces sourceref, 1 to 9, commit, date or"
                    + " latest");
        }
        if (letters.equals(text)) {
            requireTag(text);
        }
        return new TagTemplate(text);
    }

    /// Characters that no tag has become `-`.
    Optional<Tag> expand(Facts facts) {
        StringBuilder tag = new StringBuilder();
        Matcher parts = PART.matcher(text);
        int end = 0;
        while (parts.find()) {
            tag.append(text, end, parts.start());
            Optional<String> value = value(parts.group(1).replace("\\", ""), facts);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            tag.append(inTag(value.get()));
            end = parts.end();
        }
        tag.append(text, end, text.length());
        String valid = tag.toString().replaceFirst("^[.-]+", "");
        return valid.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tag(valid.substring(0, Math.min(LONGEST_TAG, valid.length()))));
    }

    /// The text with what no tag may contain made `-`.
    static String inTag(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]+", "-");
    }

    private static Optional<String> value(String name, Facts facts) {
        return switch (name) {
            case "sourceref" -> Optional.of(facts.ref().name());
            case "commit" -> facts.commit().map(id -> id.substring(0, SHORT_COMMIT));
            case "date" -> Optional.of(DATE.format(facts.date()));
            case "latest" -> facts.defaultBranch() ? Optional.of("latest") : Optional.empty();
            default -> group(Integer.parseInt(name), facts.groups());
        };
    }

    private static Optional<String> group(int number, List<String> groups) {
        return number < groups.size() ? Optional.of(groups.get(number)).filter(it -> !it.isEmpty()) : Optional.empty();
    }

    private static void requireTag(String text) {
        try {
            Tag.parse(text);
        } catch (OciException e) {
            throw invalid("a tag has 1 to 128 letters, digits, _ . and -, and begins with none of the last two");
        }
    }

    private static BuildsException invalid(String sentence) {
        return new BuildsException(Code.INVALID, "tags", sentence);
    }
}
