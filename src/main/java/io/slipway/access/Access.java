package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.access.AccessToken.RepositoryAccess;
import io.slipway.access.Caller.Anonymous;
import io.slipway.access.Caller.Bearer;
import io.slipway.access.Caller.Holder;
import io.slipway.access.Caller.Person;
import io.slipway.access.Caller.Viewer;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.content.Visible;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private final Callers callers;
    private final Standings standings;
    private final Creation creation;
    private final Repositories repositories;

    Access(Callers callers, Standings standings, Creation creation, Repositories repositories) {
        this.callers = callers;
        this.standings = standings;
        this.creation = creation;
        this.repositories = repositories;
    }

    public Repository toPull(Caller caller, RepositoryName name) {
        return switch (caller) {
            case Anonymous _ -> throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.PULL);
            case Bearer bearer -> pull(bearer.token(), name);
            case Person _, Holder _ -> pull(standing(caller, name), name);
            case Viewer _ -> throw unknown(name);
        };
    }

    /// To look at, outside the registry protocol: decided now, and without an account all that is public can be seen.
    public Repository toSee(Caller caller, RepositoryName name) {
        return Optional.of(standing(caller, name))
                .filter(Standing::maySee)
                .flatMap(Standing::handOut)
                .orElseThrow(() -> unknown(name));
    }

    /// Creates a missing repository where the caller may; it stays hidden until its first manifest.
    public Repository toPush(Caller caller, RepositoryName name) {
        return switch (caller) {
            case Anonymous _ -> throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.PUSH);
            case Bearer bearer -> push(bearer.token(), name);
            case Person _, Holder _ -> push(caller, name);
            case Viewer _ -> throw denied(name);
        };
    }

    /// Makes an empty repository, which is seen at once; not by a registry token.
    ///
    /// @throws AccessException UNAUTHORIZED, NAME_TAKEN where the caller sees one of this name, else DENIED
    public Repository toMake(Caller caller, RepositoryName name) {
        if (caller instanceof Anonymous) {
            throw new AccessException(Code.UNAUTHORIZED, "sign in first");
        }
        Who who = callers.who(caller);
        Standing standing = standings.of(who, name);
        if (standing.maySee() && !standing.old()) {
            throw new AccessException(Code.NAME_TAKEN, "there is a repository " + name + " already");
        }
        boolean acts = caller instanceof Person || caller instanceof Holder;
        long namespaceId = standings
                .whereToMake(who, name)
                .filter(_ -> acts && who.scope().rights().contains(Right.ADMIN))
                .orElseThrow(() ->
                        new AccessException(Code.DENIED, "you may not make " + name + ": use a namespace of your own"));
        long creator = caller.principal().orElseThrow();
        RepositoryState made = creation.create(name, namespaceId, creator);
        if (made.createdBy() != creator) {
            throw new AccessException(Code.NAME_TAKEN, "there is a repository " + name + " already");
        }
        Repository repository = made.forWriting();
        repositories.show(repository);
        return repository;
    }

    /// The namespaces in which [#toMake] makes repositories for the caller.
    ///
    /// @param other looked at besides the caller's own and their organisations
    public List<String> whereToMake(Caller caller, Optional<RepositoryName> other) {
        return standings.whereToMake(
                callers.who(caller),
                other.map(RepositoryName::namespace).map(List::of).orElse(List.of()));
    }

    public Repository toDelete(Caller caller, RepositoryName name) {
        return switch (caller) {
            case Anonymous _ -> throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.DELETE);
            case Bearer bearer -> delete(bearer.token(), name);
            case Person _, Holder _ -> change(standing(caller, name), name, Action.DELETE);
            case Viewer _ -> throw denied(name);
        };
    }

    /// To delete in a repository and to bring back what was deleted, outside the registry protocol.
    ///
    /// @throws OciException as [#toManage]
    public Repository toMaintain(Caller caller, RepositoryName name) {
        Standing standing = standing(caller, name);
        if (!standing.maySee()) {
            throw unknown(name);
        }
        return standing.handOut().filter(_ -> maintains(caller, standing)).orElseThrow(() -> readOnly(name));
    }

    /// What [#toPull], [#toMaintain] and [#toManage] would answer, by one question: for pages that offer it or do not.
    public Allowed allowed(Caller caller, RepositoryName name) {
        Standing standing = standing(caller, name);
        return new Allowed(
                standing.allows(Action.PULL) && !(caller instanceof Viewer),
                standing.allows(Action.PUSH) && !(caller instanceof Viewer),
                maintains(caller, standing),
                standing.mayAdminister() && !(caller instanceof Viewer));
    }

    /// To change a repository's settings and grants.
    ///
    /// @throws OciException NAME_UNKNOWN to whoever may not even see it, DENIED to the rest
    public Repository toManage(Caller caller, RepositoryName name) {
        Standing standing = standing(caller, name);
        if (!standing.maySee()) {
            throw unknown(name);
        }
        boolean may = standing.mayAdminister() && (caller instanceof Person || caller instanceof Holder);
        return standing.handOut().filter(_ -> may).orElseThrow(() -> readOnly(name));
    }

    /// To look at what is for those who manage it: for auditors, too.
    ///
    /// @throws OciException as [#toManage]
    public Repository toOversee(Caller caller, RepositoryName name) {
        return callers.who(caller).isAuditor() ? toSee(caller, name) : toManage(caller, name);
    }

    /// Whether [#toManage] would hand it out: for a page that shows its settings or does not.
    public boolean mayManage(Caller caller, RepositoryName name) {
        return standing(caller, name).mayAdminister() && !(caller instanceof Viewer);
    }

    /// A repository to mount from, decided now and not by the token: empty when missing or unreadable, never a refusal.
    public Optional<RepositoryState> toMountFrom(Caller caller, RepositoryName name) {
        Standing standing = standing(caller, name);
        return standing.allows(Action.PULL) ? standing.state() : Optional.empty();
    }

    /// Whether the caller may have bytes of it, and not only look.
    public boolean mayPull(Caller caller, RepositoryName name) {
        return standing(caller, name).allows(Action.PULL) && !(caller instanceof Viewer);
    }

    /// What the caller's lists may show.
    public Visible visible(Caller caller) {
        return standings.visible(callers.who(caller));
    }

    private static boolean maintains(Caller caller, Standing standing) {
        return standing.allows(Action.DELETE) && (caller instanceof Person || caller instanceof Holder);
    }

    private Standing standing(Caller caller, RepositoryName name) {
        return standings.of(callers.who(caller), name);
    }

    private static Repository pull(Standing standing, RepositoryName name) {
        return Optional.of(standing)
                .filter(it -> it.allows(Action.PULL))
                .flatMap(Standing::handOut)
                .orElseThrow(() -> unknown(name));
    }

    private Repository push(Caller caller, RepositoryName name) {
        checkNamespace(name);
        Standing standing = standing(caller, name);
        if (standing.mayCreate() && standing.allows(Action.PUSH)) {
            long creator = caller.principal().orElseThrow();
            RepositoryState made = creation.create(name, standing.namespaceId().orElseThrow(), creator);
            if (made.createdBy() == creator) {
                return made.handOut(true, standing.tags(), standing.reach());
            }
            // somebody else was faster: what counts is what may be done with theirs
            return change(standing(caller, name), name, Action.PUSH);
        }
        return change(standing, name, Action.PUSH);
    }

    private static Repository change(Standing standing, RepositoryName name, Action action) {
        if (standing.allows(action)) {
            return standing.handOut().orElseThrow(() -> unknown(name));
        }
        throw standing.allows(Action.PULL) ? readOnly(name) : denied(name);
    }

    private Repository pull(AccessToken token, RepositoryName name) {
        RepositoryAccess access = asked(token, name, Action.PULL);
        if (!access.granted().contains(Action.PULL)) {
            throw unknown(name);
        }
        return existing(token, access, name, Action.PULL).orElseThrow(() -> unknown(name));
    }

    private Repository push(AccessToken token, RepositoryName name) {
        RepositoryAccess access = asked(token, name, Action.PUSH);
        if (!name.hasNamespace() && token.principal().isEmpty()) {
            throw ChallengeException.forRepository(Reason.NO_TOKEN, name, Action.PUSH);
        }
        checkNamespace(name);
        checkGranted(access, name, Action.PUSH);
        return existing(token, access, name, Action.PUSH).orElseGet(() -> create(token, access, name));
    }

    private Repository delete(AccessToken token, RepositoryName name) {
        RepositoryAccess access = asked(token, name, Action.DELETE);
        checkGranted(access, name, Action.DELETE);
        return existing(token, access, name, Action.DELETE).orElseThrow(() -> unknown(name));
    }

    private Optional<Repository> existing(
            AccessToken token, RepositoryAccess access, RepositoryName name, Action action) {
        return access.existing().or(() -> created(token, name, action).map(access::made));
    }

    private Repository create(AccessToken token, RepositoryAccess access, RepositoryName name) {
        long creator = token.principal().orElseThrow(() -> denied(name));
        RepositoryState made = creation.create(name, access.namespaceId(), creator);
        if (made.createdBy() != creator) {
            throw ChallengeException.forRepository(Reason.INVALID_TOKEN, name, Action.PUSH);
        }
        return access.made(made);
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
