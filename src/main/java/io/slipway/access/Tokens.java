package io.slipway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.access.AccessToken.Holding;
import io.slipway.access.AccessToken.RepositoryAccess;
import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.Subject;
import io.slipway.content.RepositoryState;
import io.slipway.oci.RepositoryName;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;

/// Access tokens of the registry: what a subject may do in the repositories it asked for, for five minutes.
@Service
public class Tokens {

    /// Announced life; a minute of leeway comes on top.
    public static final Duration LIFE = Duration.ofSeconds(240);

    /// Of a token's text: with the other headers it has to fit the server's limit of 16 KiB.
    public static final int MAX_LENGTH = 12 * 1024;

    static final Duration LEEWAY = Duration.ofSeconds(60);

    private final Cache<String, AccessToken> verified = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(LIFE.plus(LEEWAY))
            .build();
    private final Callers callers;
    private final Standings standings;
    private final TokenCodec codec;
    private final CredentialSql credentials;
    private final Outbox outbox;
    private final Clock clock;

    Tokens(
            Callers callers,
            Standings standings,
            TokenCodec codec,
            CredentialSql credentials,
            Outbox outbox,
            Clock clock) {
        this.credentials = credentials;
        this.outbox = outbox;
        this.callers = callers;
        this.standings = standings;
        this.codec = codec;
        this.clock = clock;
    }

    /// @param value the signed token
    public record Issued(String value, Instant issuedAt) {}

    /// Issues a token for the part of the scope that the caller holds; nothing is created, nothing refused.
    public Issued issue(Caller caller, Scope scope) {
        Who who = callers.who(caller);
        Map<RepositoryName, Standing> held =
                standings.of(who, scope.repositories().keySet());
        List<RepositoryAccess> accesses = new ArrayList<>();
        held.forEach((name, standing) ->
                accesses.add(access(name, scope.repositories().getOrDefault(name, Set.of()), standing)));
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        AccessToken token = new AccessToken(
                who.subject().map(Subject::id),
                holding(caller),
                now,
                now.plus(LIFE),
                accesses,
                who.subject().isPresent() ? scope.registry() : Set.of());
        who.subject().ifPresent(it -> outbox.rollUp(Event.of("token.issue").by(it.id(), it.name())));
        return new Issued(codec.write(token), now);
    }

    /// The token behind a header's value; empty when it is not ours, not whole, or over. No query but for a build's, no
    /// outbound request.
    public Optional<AccessToken> read(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        AccessToken known = verified.getIfPresent(value);
        Optional<AccessToken> token = known == null ? codec.read(value) : Optional.of(known);
        if (known == null) {
            token.ifPresent(fresh -> verified.put(value, fresh));
        }
        Instant now = clock.instant();
        return token.filter(read -> now.isBefore(read.expiresAt().plus(LEEWAY)))
                .filter(read -> !read.issuedAt().isAfter(now.plus(LEEWAY)))
                .filter(this::isHeld);
    }

    private static Optional<Holding> holding(Caller caller) {
        return caller instanceof Caller.Holder holder
                ? Optional.of(new Holding(holder.credentialId(), holder.subject() instanceof BuildAgent))
                : Optional.empty();
    }

    /// What a build got ends with it, in every process: a minute later its tags may be somebody else's.
    private boolean isHeld(AccessToken token) {
        return token.holding()
                .filter(Holding::ofBuild)
                .map(holding -> credentials.scope(holding.credentialId()).isPresent())
                .orElse(true);
    }

    /// By an old name a repository can be pulled; who may make a new one of that name pushes to that.
    private static RepositoryAccess access(RepositoryName name, Set<Action> asked, Standing standing) {
        boolean creates = standing.mayCreate() && asked.contains(Action.PUSH);
        Set<Action> granted = EnumSet.noneOf(Action.class);
        asked.stream().filter(standing::allows).forEach(granted::add);
        Optional<RepositoryState> state = granted.isEmpty() || creates ? Optional.empty() : standing.state();
        long namespace = state.map(RepositoryState::namespaceId)
                .or(() -> granted.isEmpty() ? Optional.empty() : standing.namespaceId())
                .orElse(0L);
        return new RepositoryAccess(
                name,
                state.map(RepositoryState::name).orElse(name),
                state.map(RepositoryState::id),
                namespace,
                state.map(RepositoryState::accessVersion).orElse(0),
                asked,
                granted,
                standing.tags(),
                changes(granted) ? standing.reach() : RepositoryAccess.least(granted));
    }

    private static boolean changes(Set<Action> granted) {
        return granted.contains(Action.PUSH) || granted.contains(Action.DELETE);
    }
}
