package io.slipway.access;

import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a client asks a token for: `repository:acme/web:pull,push`. What cannot be read is left out, never widened.
///
/// @param repositories asked actions by name
/// @param registry     names of `registry:` scopes
public record Scope(Map<RepositoryName, Set<Action>> repositories, Set<String> registry) {

    /// More than a push with many mounts asks for; a token of more would not fit a request header.
    public static final int MAX = 40;

    private static final Set<String> REGISTRY_NAMES = Set.of("catalog");

    public static Scope none() {
        return new Scope(Map.of(), Set.of());
    }

    /// Reads scope parameters, each with one or several scopes separated by spaces.
    public static Scope parse(Collection<String> parameters) {
        Map<RepositoryName, Set<Action>> repositories = new LinkedHashMap<>();
        Set<String> registry = new TreeSet<>();
        for (String scope : split(parameters)) {
            int name = scope.indexOf(':');
            int actions = scope.lastIndexOf(':');
            if (name < 0 || actions <= name) {
                continue;
            }
            String type = scope.substring(0, name);
            String named = scope.substring(name + 1, actions);
            Set<Action> asked = actions(scope.substring(actions + 1));
            if (type.equals("repository")) {
                repository(named)
                        .ifPresent(repository -> repositories
                                .computeIfAbsent(repository, _ -> EnumSet.noneOf(Action.class))
                                .addAll(asked));
            } else if (type.equals("registry") && REGISTRY_NAMES.contains(named)) {
                registry.add(named);
            }
        }
        return new Scope(repositories, registry);
    }

    /// How many scopes the parameters hold, readable or not.
    public static int count(Collection<String> parameters) {
        return split(parameters).size();
    }

    private static List<String> split(Collection<String> parameters) {
        List<String> scopes = new ArrayList<>();
        for (String parameter : parameters) {
            for (String scope : parameter.split(" ", -1)) {
                if (!scope.isEmpty()) {
                    scopes.add(scope);
                }
            }
        }
        return scopes;
    }

    private static Set<Action> actions(String list) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (String action : list.split(",", -1)) {
            if (action.equals("*")) {
                actions.addAll(EnumSet.allOf(Action.class));
            } else {
                Action.find(action).ifPresent(actions::add);
            }
        }
        return actions;
    }

    private static Optional<RepositoryName> repository(String name) {
        try {
            return Optional.of(RepositoryName.parse(name));
        } catch (OciException e) {
            return Optional.empty();
        }
    }
}
