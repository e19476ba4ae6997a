package io.slipway.builds.worker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// As much of a Dockerfile as has to be known before it is built: which images it needs, and that it asks for nothing
/// which no build gets. Lines such as `# syntax=` are comments to the builder.
public final class Dockerfile {

    static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_INSTRUCTIONS = 1_000;

    private static final Pattern ESCAPE = Pattern.compile("(?i)^\\s*#\\s*escape\\s*=\\s*`\\s*$");
    private static final Pattern DIRECTIVE = Pattern.compile("^\\s*#\\s*[A-Za-z]+\\s*=.*$");
    private static final Pattern FLAGS = Pattern.compile("^(--\\S+\\s+)*+");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(?<plain>\\w+)|\\{(?<name>\\w+)(?:(?<how>:?[-+])(?<other>[^}]*))?})");
    private static final Pattern FORBIDDEN =
            Pattern.compile("(?i)^--(security=insecure|network=host|network=container.*|device\\b.*)");
    private static final Pattern FROM_OF = Pattern.compile("(?:^|,)from=(?<image>[^,]+)");

    /// One instruction with its continuation lines.
    private record Instruction(String word, String rest, List<HereDocument> documents) {

        static Instruction of(String line, char escape) {
            String[] parts = line.strip().split("\\s+", 2);
            String word = parts[0].toUpperCase(Locale.ROOT);
            String rest = parts.length > 1 ? parts[1] : "";
            return new Instruction(
                    word,
                    rest,
                    switch (word) {
                        case "RUN", "COPY", "ADD" ->
                            HereDocument.of(FLAGS.matcher(rest).replaceFirst(""), escape);
                        case "ONBUILD" -> of(rest, escape).documents();
                        default -> List.of();
                    });
        }

        List<String> parts() {
            return rest.isBlank() ? List.of() : List.of(rest.strip().split("\\s+"));
        }

        List<String> flags() {
            return parts().stream().takeWhile(part -> part.startsWith("--")).toList();
        }

        List<String> words() {
            return parts().stream().dropWhile(part -> part.startsWith("--")).toList();
        }
    }

    private final List<Instruction> instructions;

    private Dockerfile(List<Instruction> instructions) {
        this.instructions = instructions;
    }

    /// @throws BuildFailure DOCKERFILE
    static Dockerfile parse(String text) {
        Dockerfile file = new Dockerfile(instructions(text));
        if (file.instructions.stream().noneMatch(it -> it.word().equals("FROM"))) {
            throw refused("it has no FROM");
        }
        if (file.instructions.size() > MAX_INSTRUCTIONS) {
            throw refused("it has more than " + MAX_INSTRUCTIONS + " instructions");
        }
        file.instructions.forEach(Dockerfile::check);
        return file;
    }

    /// Images that have to be there before it is built, with their variables put in; stages of its own are not.
    ///
    /// @param arguments as given for the build
    Set<String> images(Map<String, String> arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> stages = new HashSet<>();
        Set<String> images = new LinkedHashSet<>();
        boolean inStage = false;
        int count = 0;
        for (Instruction it : instructions) {
            if (it.word().equals("ARG") && !inStage) {
                it.words().forEach(argument -> declare(argument, arguments, values));
            } else if (it.word().equals("FROM")) {
                inStage = true;
                from(it, values, stages, images);
                stages.add(String.valueOf(count++));
            } else {
                needed(it)
                        .filter(image -> !stages.contains(image.toLowerCase(Locale.ROOT)))
                        .ifPresent(image -> images.add(put(image, values)));
            }
        }
        return images;
    }

    /// Whether there is a stage of this name.
    boolean hasStage(String name) {
        return instructions.stream()
                .filter(it -> it.word().equals("FROM"))
                .map(Instruction::words)
                .anyMatch(words -> words.size() == 3 && words.get(2).equalsIgnoreCase(name));
    }

    /// Whether it has any (`RUN <<EOF`), which not every builder knows.
    boolean hasHereDocuments() {
        return instructions.stream().anyMatch(it -> !it.documents().isEmpty());
    }

    private static void from(Instruction it, Map<String, String> values, Set<String> stages, Set<String> images) {
        List<String> words = it.words();
        boolean named = words.size() == 3 && words.get(1).equalsIgnoreCase("AS");
        if (words.size() != 1 && !named) {
            throw refused("FROM takes an image, or an image AS a name, but is: " + it.rest());
        }
        String image = put(words.getFirst(), values);
        if (image.isEmpty()) {
            throw refused("the variables of FROM " + words.getFirst() + " have no values");
        }
        if (!image.equals("scratch") && !stages.contains(image.toLowerCase(Locale.ROOT))) {
            images.add(image);
        }
        if (named) {
            stages.add(words.get(2).toLowerCase(Locale.ROOT));
        }
    }

    /// Of COPY and ADD, and of the mounts of RUN.
    private static Optional<String> needed(Instruction it) {
        for (String flag : it.flags()) {
            if (flag.startsWith("--from=")) {
                return Optional.of(flag.substring("--from=".length()));
            }
            if (flag.startsWith("--mount=")) {
                Matcher from = FROM_OF.matcher(flag.substring("--mount=".length()));
                if (from.find()) {
                    return Optional.of(from.group("image"));
                }
            }
        }
        return Optional.empty();
    }

    private static void declare(String argument, Map<String, String> given, Map<String, String> values) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String value = equals < 0 ? "" : unquoted(argument.substring(equals + 1));
        values.put(name, given.getOrDefault(name, put(value, values)));
    }

    private static String put(String text, Map<String, String> values) {
        return VARIABLE.matcher(unquoted(text)).replaceAll(found -> {
            Matcher match = (Matcher) found;
            String name = match.group("plain") == null ? match.group("name") : match.group("plain");
            String value = values.getOrDefault(name, "");
            String how = match.group("how");
            if (how == null) {
                return Matcher.quoteReplacement(value);
            }
            boolean other = how.endsWith("-") == value.isEmpty();
            return Matcher.quoteReplacement(other ? match.group("other") : how.endsWith("-") ? value : "");
        });
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.startsWith("\"") && text.endsWith("\"") || text.startsWith("'") && text.endsWith("'"));
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    private static void check(Instruction it) {
        it.flags().stream()
                .filter(flag -> FORBIDDEN.matcher(flag).find())
                .findFirst()
                .ifPresent(flag -> {
                    throw refused(
                            it.word() + " " + flag + " is not allowed here: no build gets more than its own container");
                });
    }

    private static List<Instruction> instructions(String text) {
        List<Instruction> found = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        List<String> lines = text.replace("\uFEFF", "").lines().toList();
        char escape = lines.stream()
                        .takeWhile(line -> DIRECTIVE.matcher(line).matches())
                        .anyMatch(line -> ESCAPE.matcher(line).matches())
                ? '`'
                : '\\';
        Iterator<String> rest = lines.iterator();
        while (rest.hasNext()) {
            String line = rest.next();
            String bare = line.strip();
            if (bare.startsWith("#") || bare.isEmpty()) {
                // comments and empty lines between continued ones are left out, too
                continue;
            }
            String part = open.isEmpty() ? bare : line.stripTrailing();
            if (part.charAt(part.length() - 1) == escape) {
                // joined as they are: one word may go on in the next line
                open.append(part, 0, part.length() - 1);
                continue;
            }
            Instruction whole = Instruction.of(open.append(part).toString(), escape);
            found.add(whole);
            skip(rest, whole.documents());
            open.setLength(0);
        }
        if (!open.toString().isBlank()) {
            found.add(Instruction.of(open.toString(), escape));
        }
        return found;
    }

    /// Skips what belongs to an instruction in the lines after it.
    private static void skip(Iterator<String> lines, List<HereDocument> documents) {
        for (HereDocument document : documents) {
            boolean ended = false;
            while (!ended) {
                if (!lines.hasNext()) {
                    throw refused("the here-document <<" + document.end() + " has no line " + document.end());
                }
                ended = document.endsWith(lines.next());
            }
        }
    }

    private static BuildFailure refused(String why) {
        return new BuildFailure(BuildReason.DOCKERFILE, "the Dockerfile cannot be built: " + why);
    }
}
