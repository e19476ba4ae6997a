package io.slipway.access;

import io.slipway.access.StandingSql.Facts;
import io.slipway.access.StandingSql.Readable;
import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.Role;
import io.slipway.content.RepositoryState;
import io.slipway.content.TagPatterns;
import io.slipway.content.Visibility;
import io.slipway.content.Visible;
import io.slipway.oci.RepositoryName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The one place that knows who is what where.
@Component
class Standings {

    private final StandingSql sql;
    private final RegistrySettings settings;

    Standings(StandingSql sql, RegistrySettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    Standing of(Who who, RepositoryName name) {
        return of(who, List.of(name)).values().iterator().next();
    }

    /// One query for any number of names.
    Map<RepositoryName, Standing> of(Who who, Collection<RepositoryName> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<RepositoryName, Facts> found = sql.facts(who.principal(), names).stream()
                .collect(Collectors.toMap(Facts::asked, facts -> facts, (first, _) -> first));
        Map<RepositoryName, Standing> standings = new LinkedHashMap<>();
        names.forEach(name -> standings.put(name, standing(who, name, Objects.requireNonNull(found.get(name)))));
        return standings;
    }

    /// The namespace in which somebody may make a repository of this free name, by a push or otherwise.
    Optional<Long> whereToMake(Who who, RepositoryName name) {
        return sql.facts(who.principal(), List.of(name)).stream()
                .filter(_ -> name.hasNamespace())
                .findFirst()
                .flatMap(facts -> facts.namespaceId().filter(home -> mayMake(who, facts, home)));
    }

    /// The namespaces in which somebody may make repositories, in ASCII order.
    ///
    /// @param others looked at besides those where they hold something
    List<String> whereToMake(Who who, Collection<String> others) {
        Map<RepositoryName, String> homes = Stream.concat(sql.homes(who.principal()).stream(), others.stream())
                .distinct()
                .collect(Collectors.toMap(home -> new RepositoryName(home + "/new"), home -> home));
        return sql.facts(who.principal(), homes.keySet()).stream()
                .filter(facts -> facts.namespaceId()
                        .filter(home -> mayMakeIn(who, facts, home))
                        .isPresent())
                .map(facts -> facts.asked().namespace())
                .sorted()
                .toList();
    }

    /// What somebody is in a whole namespace.
    Role inNamespace(Who who, long namespaceId) {
        boolean covered = who.scope().coversNew(namespaceId);
        if (who.isAdministrator() && covered) {
            return Role.ADMIN;
        }
        return covered ? sql.onNamespace(who.principal(), namespaceId).orElse(Role.NONE) : Role.NONE;
    }

    /// Whoever holds a role there, or is a member without one; by a token only if it is good for all of it.
    boolean belongsTo(Who who, long namespaceId) {
        return who.scope().coversNew(namespaceId)
                && (who.isAdministrator()
                        || who.isAuditor()
                        || sql.onNamespace(who.principal(), namespaceId).isPresent());
    }

    /// What lists may show; names and descriptions are for auditors, too.
    Visible visible(Who who) {
        if (who.subject().isEmpty()) {
            return Visible.onlyPublic(settings.anonymousPull());
        }
        boolean all = who.isAdministrator() || who.isAuditor();
        CredentialScope scope = who.scope();
        if (scope.everywhere()) {
            Readable held = all ? new Readable(List.of(), List.of()) : sql.readable(who.principal());
            return all ? Visible.everything() : new Visible(false, held.wide(), held.single(), true);
        }
        return all
                ? new Visible(false, List.copyOf(scope.namespaces()), List.copyOf(scope.repositories()), isOpen())
                : narrowed(sql.readable(who.principal()), scope);
    }

    private Visible narrowed(Readable held, CredentialScope scope) {
        List<Long> wide =
                held.wide().stream().filter(scope.namespaces()::contains).toList();
        Stream<Long> chosen = Stream.concat(
                held.single().stream().filter(scope.repositories()::contains),
                Stream.concat(
                        sql.within(scope.repositories(), held.wide()).stream(),
                        sql.within(held.single(), scope.namespaces()).stream()));
        return new Visible(false, wide, chosen.distinct().toList(), isOpen());
    }

    private Standing standing(Who who, RepositoryName name, Facts facts) {
        if (!name.hasNamespace()) {
            return new Standing(
                    Role.NONE, Set.of(), TagPatterns.EVERY, Optional.empty(), false, Optional.empty(), false);
        }
        Optional<Long> creatable =
                facts.namespaceId().filter(home -> settings.createOnPush() && mayMake(who, facts, home));
        Role role = role(who, facts, creatable.isPresent());
        boolean known = facts.state()
                .filter(state -> !state.hidden() || role.compareTo(Role.WRITE) >= 0)
                .isPresent();
        return new Standing(
                role,
                who.scope().rights(),
                who.scope().tags(),
                known ? facts.state() : Optional.empty(),
                known && facts.old(),
                creatable,
                who.isAuditor() && covers(who, facts));
    }

    private Role role(Who who, Facts facts, boolean creatable) {
        Role held = covers(who, facts) ? held(who, facts) : Role.NONE;
        if (facts.state().isEmpty() && creatable && held.compareTo(Role.WRITE) < 0) {
            return Role.WRITE;
        }
        boolean open = facts.state().filter(state -> isPublicFor(who, state)).isPresent();
        return held == Role.NONE && open ? Role.READ : held;
    }

    private static Role held(Who who, Facts facts) {
        if (who.isAdministrator()) {
            return Role.ADMIN;
        }
        return who.build()
                .map(agent -> pushes(agent, facts))
                .orElse(facts.state().isPresent() ? facts.here() : facts.wide());
    }

    /// A build holds no grants: only its own repository, and that only by the name which it has now.
    private static Role pushes(BuildAgent agent, Facts facts) {
        boolean own = !facts.old()
                && facts.state()
                        .filter(state -> state.id() == agent.repositoryId())
                        .isPresent();
        return own ? Role.WRITE : Role.NONE;
    }

    private static boolean covers(Who who, Facts facts) {
        return facts.state()
                .map(state -> who.scope().covers(state.namespaceId(), state.id()))
                .orElseGet(
                        () -> facts.namespaceId().filter(who.scope()::coversNew).isPresent());
    }

    private static boolean mayMake(Who who, Facts facts, long home) {
        boolean free = facts.state().isEmpty() || facts.old();
        return free && mayMakeIn(who, facts, home);
    }

    /// Administrators, who holds everything, members where the organisation lets them, and robots of a whole namespace
    /// that may write.
    private static boolean mayMakeIn(Who who, Facts facts, long home) {
        boolean robot = who.robot().filter(it -> it.repositoryId().isEmpty()).isPresent();
        boolean may = who.isAdministrator()
                || facts.wide() == Role.ADMIN
                || facts.creating()
                || robot && facts.wide().compareTo(Role.WRITE) >= 0;
        return may && who.scope().coversNew(home);
    }

    private boolean isPublicFor(Who who, RepositoryState state) {
        boolean asked = who.subject().isPresent() && who.scope().everywhere();
        return state.visibility() == Visibility.PUBLIC && !state.hidden() && (asked || isOpen());
    }

    private boolean isOpen() {
        return settings.anonymousPull();
    }
}
