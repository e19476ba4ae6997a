package io.slipway.access;

import io.slipway.access.AccessToken.RepositoryAccess;
import io.slipway.access.Caller.Anonymous;
import io.slipway.access.Caller.Bearer;
import io.slipway.access.Caller.Person;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.content.Visible;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/// Every way to a repository: who gets a [Repository] may do what the method's name says.
///
/// Refusals follow one table: without a token, or with one that was not asked for the action, a [ChallengeException];
/// asked but not readable, a pull sees NAME_UNKNOWN and a change DENIED, whether the repository exists or not.
@Service
public class Access {

    /// The token's second and the database's clock do not agree to the last bit.
    private static final Duration CLOCKS = Duration.ofSeconds(60);

    private final Standings standings;
    private final Repositories repositories;
    private final Users users;

    Access(Standings standings, Repositories repositories, Users users) {
        this.standings = standings;
        this.repositories = repositories;
        this.users = users;
    }

    public Repository toPull(Caller caller, RepositoryName name) {
        return switch (caller) {
            case Anonymous _ -> throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.PULL);
            case Person person -> pull(standings.of(Optional.of(person.user()), name), name);
            case Bearer bearer -> pull(bearer.token(), name);
        };
    }

    /// To look at, outside the registry protocol: decided now, and without an account all that is public can be seen.
    public Repository toSee(Caller caller, RepositoryName name) {
        return pull(standings.of(user(caller), name), name);
    }

    /// Creates a missing repository where the caller may; it stays hidden until its first manifest.
    public Repository toPush(Caller caller, RepositoryName name) {
        return switch (caller) {
            case Anonymous _ -> throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.PUSH);
            case Person person -> push(person.user(), standings.of(Optional.of(person.user()), name), name);
            case Bearer bearer -> push(bearer.token(), name);
        };
    }

    public Repository toDelete(Caller caller, RepositoryName name) {
        return switch (caller) {
            case Anonymous _ -> throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.DELETE);
            case Person person -> change(standings.of(Optional.of(person.user()), name), name, Action.DELETE);
            case Bearer bearer -> delete(bearer.token(), name);
        };
    }

    /// To change a repository's settings.
    public Repository toManage(User user, RepositoryName name) {
        Standing standing = standings.of(Optional.of(user), name);
        if (standing.state().isEmpty() || !standing.allows(Action.PULL)) {
            throw unknown(name);
        }
        return change(standing, name, Role.ADMIN);
    }

    /// A repository to mount from, decided now and not by the token: empty when missing or unreadable, never a refusal.
    public Optional<RepositoryState> toMountFrom(Caller caller, RepositoryName name) {
        Standing standing = standings.of(user(caller), name);
        return standing.allows(Action.PULL) ? standing.state() : Optional.empty();
    }

    /// What the caller's lists may show.
    public Visible visible(Caller caller) {
        return standings.visible(user(caller));
    }

    private Optional<User> user(Caller caller) {
        return switch (caller) {
            case Anonymous _ -> Optional.empty();
            case Person person -> Optional.of(person.user());
            case Bearer bearer ->
                bearer.token().principal().flatMap(users::find).filter(user -> !user.disabled());
        };
    }

    private static Repository pull(Standing standing, RepositoryName name) {
        boolean writable = standing.allows(Action.PUSH);
        return standing.state()
                .filter(_ -> standing.allows(Action.PULL))
                .map(state -> writable ? state.forWriting() : state.forReading())
                .orElseThrow(() -> unknown(name));
    }

    private Repository push(User user, Standing standing, RepositoryName name) {
        checkNamespace(name);
        if (standing.mayCreate()) {
            return create(name, standing.namespaceId().orElseThrow(), user.id()).forWriting();
        }
        return change(standing, name, Action.PUSH);
    }

    private static Repository change(Standing standing, RepositoryName name, Action action) {
        return change(standing, name, action == Action.PUSH ? Role.WRITE : Role.MAINTAIN);
    }

    private static Repository change(Standing standing, RepositoryName name, Role needed) {
        if (standing.role().compareTo(needed) >= 0 && standing.state().isPresent()) {
            return standing.state().get().forWriting();
        }
        throw standing.allows(Action.PULL) ? readOnly(name) : denied(name);
    }

    private Repository pull(AccessToken token, RepositoryName name) {
        RepositoryAccess access = asked(token, name, Action.PULL);
        if (!access.granted().contains(Action.PULL)) {
            throw unknown(name);
        }
        boolean writable = access.granted().contains(Action.PUSH);
        return access.id()
                .map(id -> new Repository(id, name, access.namespaceId(), access.accessVersion(), writable))
                .or(() -> created(token, name, Action.PULL).map(RepositoryState::forWriting))
                .orElseThrow(() -> unknown(name));
    }

    private Repository push(AccessToken token, RepositoryName name) {
        RepositoryAccess access = asked(token, name, Action.PUSH);
        checkNamespace(name);
        checkGranted(access, name, Action.PUSH);
        return existing(token, access, name, Action.PUSH)
                .or(() -> token.principal()
                        .map(principal ->
                                create(name, access.namespaceId(), principal).forWriting()))
                .orElseThrow(() -> denied(name));
    }

    private Repository delete(AccessToken token, RepositoryName name) {
        RepositoryAccess access = asked(token, name, Action.DELETE);
        checkGranted(access, name, Action.DELETE);
        return existing(token, access, name, Action.DELETE).orElseThrow(() -> unknown(name));
    }

    private Optional<Repository> existing(
            AccessToken token, RepositoryAccess access, RepositoryName name, Action action) {
        return access.id()
                .map(id -> new Repository(id, name, access.namespaceId(), access.accessVersion(), true))
                .or(() -> created(token, name, action).map(RepositoryState::forWriting));
    }

    /// A token for a name that was missing is good for the repository that its own subject made since, for no other.
    private Optional<RepositoryState> created(AccessToken token, RepositoryName name, Action action) {
        Optional<RepositoryState> found = repositories.find(name);
        Instant since = token.issuedAt().minus(CLOCKS);
        boolean foreign = found.isPresent()
                && !(token.principal()
                                .filter(id -> id == found.get().createdBy())
                                .isPresent()
                        && !found.get().createdAt().isBefore(since));
        if (foreign) {
            throw ChallengeException.forRepository(Reason.INVALID_TOKEN, name, action);
        }
        return found;
    }

    private RepositoryState create(RepositoryName name, long namespaceId, long principal) {
        return repositories.create(name, namespaceId, principal);
    }

    private static RepositoryAccess asked(AccessToken token, RepositoryName name, Action action) {
        return token.on(name)
                .filter(access -> access.asked().contains(action))
                .orElseThrow(() -> ChallengeException.forRepository(Reason.INSUFFICIENT_SCOPE, name, action));
    }

    private static void checkGranted(RepositoryAccess access, RepositoryName name, Action action) {
        Set<Action> granted = access.granted();
        if (!granted.contains(action)) {
            throw granted.contains(Action.PULL) ? readOnly(name) : denied(name);
        }
    }

    private static void checkNamespace(RepositoryName name) {
        if (!name.hasNamespace()) {
            throw new OciException(
                    ErrorCode.DENIED,
                    "the name " + name + " has no namespace: push it as <namespace>/" + name
                            + ", where <namespace> is your user name or an organisation of yours");
        }
    }

    private static OciException unknown(RepositoryName name) {
        return new OciException(
                ErrorCode.NAME_UNKNOWN,
                "there is no repository " + name + ", or you may not read it: try docker login");
    }

    private static OciException denied(RepositoryName name) {
        return new OciException(
                ErrorCode.DENIED,
                "you may not change " + name + ": use a namespace of your own (your user name), or ask an owner of "
                        + name.namespace());
    }

    private static OciException readOnly(RepositoryName name) {
        return new OciException(
                ErrorCode.DENIED,
                "you may read " + name + " but not change it: an owner of " + name.namespace() + " can grant that");
    }
}
