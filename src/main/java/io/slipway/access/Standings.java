package io.slipway.access;

import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.User;
import io.slipway.content.Repositories;
import io.slipway.content.RepositoryState;
import io.slipway.content.Visibility;
import io.slipway.content.Visible;
import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The one place that knows who is what where.
@Component
class Standings {

    private final Namespaces namespaces;
    private final Repositories repositories;
    private final RegistrySettings settings;

    Standings(Namespaces namespaces, Repositories repositories, RegistrySettings settings) {
        this.namespaces = namespaces;
        this.repositories = repositories;
        this.settings = settings;
    }

    Standing of(Optional<User> user, RepositoryName name) {
        return of(user, List.of(name)).values().iterator().next();
    }

    /// Two queries for any number of names.
    Map<RepositoryName, Standing> of(Optional<User> user, Collection<RepositoryName> names) {
        Map<String, Namespace> homes = names.isEmpty()
                ? Map.of()
                : namespaces.list(names.stream().map(RepositoryName::namespace).toList()).stream()
                        .collect(Collectors.toMap(Namespace::name, Function.identity()));
        Map<RepositoryName, RepositoryState> states =
                repositories.list(names).stream().collect(Collectors.toMap(RepositoryState::name, Function.identity()));
        Map<RepositoryName, Standing> standings = new LinkedHashMap<>();
        for (RepositoryName name : names) {
            standings.put(name, standing(user, name, homes.get(name.namespace()), states.get(name)));
        }
        return standings;
    }

    /// What lists may show.
    Visible visible(Optional<User> user) {
        if (user.isEmpty()) {
            return Visible.onlyPublic(settings.anonymousPull());
        }
        if (user.get().administrator()) {
            return Visible.everything();
        }
        List<Long> own =
                namespaces.ownedBy(user.get().id()).stream().map(Namespace::id).toList();
        return new Visible(false, own, true);
    }

    private Standing standing(
            Optional<User> user, RepositoryName name, @Nullable Namespace home, @Nullable RepositoryState state) {
        if (home == null || !name.hasNamespace()) {
            return new Standing(Role.NONE, Optional.empty(), Optional.empty());
        }
        Role role = user.map(person -> role(person, home)).orElse(Role.NONE);
        if (role == Role.NONE && state != null && isPublicFor(user, state)) {
            role = Role.READ;
        }
        boolean known = state != null && (!state.hidden() || role.allows(Action.PUSH));
        boolean creatable = settings.createOnPush() && role.allows(Action.PUSH);
        return new Standing(
                role,
                known ? Optional.ofNullable(state) : Optional.empty(),
                creatable ? Optional.of(home.id()) : Optional.empty());
    }

    private static Role role(User user, Namespace home) {
        boolean owns = home.ownerId().filter(owner -> owner == user.id()).isPresent();
        return owns || user.administrator() ? Role.ADMIN : Role.NONE;
    }

    private boolean isPublicFor(Optional<User> user, RepositoryState state) {
        return state.visibility() == Visibility.PUBLIC
                && !state.hidden()
                && (user.isPresent() || settings.anonymousPull());
    }
}
