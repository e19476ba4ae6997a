package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import io.slipway.content.Page;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Personal access tokens and robots' tokens. A secret is shown once, when it is made; its hash is all that is kept.
/// Everything is looked up by holder *and* token: nobody reaches another's.
@Service
public class Credentials {

    /// @param secret for its holder's eyes, now and never again
    public record Issued(Credential credential, String secret) {}

    private static final int MAX = 200;
    private static final int MAX_NAME = 100;

    private final CredentialSql sql;
    private final CredentialSettings settings;
    private final Outbox outbox;
    private final Clock clock;

    Credentials(CredentialSql sql, CredentialSettings settings, Outbox outbox, Clock clock) {
        this.sql = sql;
        this.settings = settings;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Duration maxLife() {
        return settings.maxLife();
    }

    public Duration life() {
        return settings.life();
    }

    /// @param caller who asks: a token can make no other that may do more, or lives longer, than itself
    /// @throws AccessException CREDENTIAL_INVALID, or DENIED for more than the caller has
    @Transactional
    public Issued issue(Subject holder, NewCredential wanted, Caller caller) {
        NewCredential credential = checked(wanted);
        Instant expiresAt = clock.instant().plus(credential.life().orElse(settings.life()));
        checkCaller(credential.scope(), expiresAt, caller);
        if (sql.count(holder.id()) >= MAX) {
            throw new AccessException(Code.CREDENTIAL_INVALID, "there are " + MAX + " tokens: revoke one first");
        }
        long id = sql.insert(holder.id(), credential, caller.principal().orElseThrow(), expiresAt);
        Issued issued = secret(holder, id);
        outbox.publish(event("credential.issue", holder, issued.credential()));
        return issued;
    }

    /// The newest first, before the id.
    @Transactional(readOnly = true)
    public Page<Credential> page(Subject holder, Optional<Long> before, int size) {
        return Page.of(sql.page(holder.id(), before.orElse(Long.MAX_VALUE), size + 1), size);
    }

    /// @throws AccessException NOT_FOUND
    @Transactional(readOnly = true)
    public Credential get(Subject holder, long id) {
        return sql.get(holder.id(), id)
                .orElseThrow(() -> new AccessException(Code.NOT_FOUND, "there is no token of this number here"));
    }

    /// Another secret with the same scope and, from now, the same life; the old one stays good for the overlap.
    ///
    /// @param overlap empty: as the site has it
    /// @throws AccessException NOT_FOUND, or DENIED as for [#issue]
    @Transactional
    public Issued rotate(Subject holder, long id, Optional<Duration> overlap, Caller caller) {
        Credential credential = get(holder, id);
        Instant expiresAt = clock.instant().plus(life(credential));
        checkCaller(credential.scope(), expiresAt, caller);
        Duration kept = overlap.orElse(settings.overlap());
        if (kept.isNegative() || kept.compareTo(settings.maxLife()) > 0) {
            throw new AccessException(Code.CREDENTIAL_INVALID, "the old secret cannot stay good for that long");
        }
        sql.endSecrets(id, kept.toMillis() / 1_000.0);
        sql.extend(id, expiresAt);
        Issued issued = secret(holder, id);
        outbox.publish(event("credential.rotate", holder, credential));
        return issued;
    }

    /// @throws AccessException NOT_FOUND
    @Transactional
    public Credential setDisabled(Subject holder, long id, boolean disabled) {
        Credential credential = get(holder, id);
        sql.setDisabled(id, disabled);
        outbox.publish(event(disabled ? "credential.disable" : "credential.enable", holder, credential));
        return get(holder, id);
    }

    /// @throws AccessException NOT_FOUND
    @Transactional
    public void revoke(Subject holder, long id) {
        Credential credential = get(holder, id);
        sql.revoke(id);
        outbox.publish(event("credential.revoke", holder, credential));
    }

    /// @return how many there were
    @Transactional
    public int revokeAll(Subject holder) {
        int revoked = sql.revokeAll(holder.id());
        outbox.publish(Event.of("credential.revoke-all").target(holder.name()).with("count", String.valueOf(revoked)));
        return revoked;
    }

    private Issued secret(Subject holder, long id) {
        CredentialSecret secret = CredentialSecret.fresh(
                switch (holder) {
                    case User _ -> CredentialSecret.Prefix.PERSON;
                    case Robot _ -> CredentialSecret.Prefix.ROBOT;
                    case BuildAgent _ -> CredentialSecret.Prefix.BUILD;
                });
        sql.insertSecret(id, secret);
        return new Issued(get(holder, id), secret.value());
    }

    private NewCredential checked(NewCredential wanted) {
        String name = wanted.name().strip();
        boolean plain = name.chars().noneMatch(Character::isISOControl);
        if (name.isEmpty() || name.length() > MAX_NAME || !plain) {
            throw new AccessException(
                    Code.CREDENTIAL_INVALID, "a token has a name of at most " + MAX_NAME + " characters");
        }
        Duration life = wanted.life().orElse(settings.life());
        if (life.isNegative() || life.isZero() || life.compareTo(settings.maxLife()) > 0) {
            throw new AccessException(
                    Code.CREDENTIAL_INVALID,
                    "a token lives for at most " + settings.maxLife().toDays() + " days");
        }
        return new NewCredential(name, wanted.scope(), Optional.of(life));
    }

    private void checkCaller(CredentialScope scope, Instant expiresAt, Caller caller) {
        if (caller instanceof Caller.Holder holder) {
            boolean longer = get(holder.subject(), holder.credentialId())
                    .expiresAt()
                    .filter(expiresAt::isAfter)
                    .isPresent();
            if (longer
                    || !holder.scope().rights().contains(Right.ADMIN)
                    || !holder.scope().includes(scope)) {
                throw new AccessException(
                        Code.DENIED, "a token makes no other that may do more, or lives longer, than itself");
            }
        }
    }

    private Duration life(Credential credential) {
        Duration life = credential
                .expiresAt()
                .map(end -> Duration.between(credential.createdAt(), end))
                .orElse(settings.life());
        return life.compareTo(settings.maxLife()) > 0 ? settings.maxLife() : life;
    }

    private static Event event(String action, Subject holder, Credential credential) {
        return Event.of(action)
                .target(holder.name())
                .with("credential", String.valueOf(credential.id()))
                .with("name", credential.name());
    }
}
