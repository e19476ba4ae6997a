package io.slipway.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What somebody wants to be adopted, and how.
///
/// @param dryRun    only says what would be done
/// @param namespace for repositories whose own first part can be none
/// @param owner     who makes repositories and organisations; else the first administrator
/// @param open      new repositories are public
/// @param trust     blobs are not read
/// @param tagged    leaves manifests alone that no tag reaches
/// @param only      names as the other registry has them, with `*`; none means all
record AdoptionWish(
        boolean dryRun,
        Optional<String> namespace,
        Optional<String> owner,
        boolean open,
        boolean trust,
        boolean tagged,
        List<String> only) {

    private static final String DRY_RUN = "--dry-run";
    private static final String PUBLIC = "--public";
    private static final String TRUST = "--trust";
    private static final String TAGGED = "--tagged";
    private static final String NAMESPACE = "--namespace";
    private static final String OWNER = "--owner";
    private static final String ONLY = "--only";

    private static final Set<String> FLAGS = Set.of(DRY_RUN, PUBLIC, TRUST, TAGGED);
    private static final Set<String> VALUES = Set.of(NAMESPACE, OWNER, ONLY);

    /// Empty for what is no wish.
    static Optional<AdoptionWish> parse(List<String> options) {
        Map<String, List<String>> given = new HashMap<>();
        Iterator<String> rest = options.iterator();
        while (rest.hasNext()) {
            String[] option = rest.next().split("=", 2);
            List<String> values = given.computeIfAbsent(option[0], _ -> new ArrayList<>());
            if (VALUES.contains(option[0])) {
                String value = option.length == 2 ? option[1] : rest.hasNext() ? rest.next() : "";
                if (value.isEmpty() || value.startsWith("--")) {
                    return Optional.empty();
                }
                values.add(value);
            } else if (option.length == 2 || !FLAGS.contains(option[0])) {
                return Optional.empty();
            }
        }
        return Optional.of(new AdoptionWish(
                given.containsKey(DRY_RUN),
                given.getOrDefault(NAMESPACE, List.of()).stream().findFirst(),
                given.getOrDefault(OWNER, List.of()).stream().findFirst(),
                given.containsKey(PUBLIC),
                given.containsKey(TRUST),
                given.containsKey(TAGGED),
                given.getOrDefault(ONLY, List.of())));
    }

    boolean isWanted(String repository) {
        return only.isEmpty() || only.stream().anyMatch(pattern -> matches(pattern, repository));
    }

    private static boolean matches(String pattern, String name) {
        String expression =
                Stream.of(pattern.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(expression, name);
    }
}
