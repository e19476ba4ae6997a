package io.slipway.access;

import io.slipway.access.Guesses.Keys;
import io.slipway.access.Verification.FactorNeeded;
import io.slipway.access.Verification.Refusal;
import io.slipway.access.Verification.Refused;
import io.slipway.access.Verification.Verified;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;

/// Checks names with passwords or tokens, the same for the registry, the API and the pages.
@Service
public class Authenticator {

    private static final String WRONG = "the user name or the password is not right";
    private static final int MAX_LENGTH = 1_024;

    /// Sign-ins wait for their turn before they ask the database: its connections stay free for pulls.
    private final Semaphore turns =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    private final PasswordMemory memory;
    private final Guesses guesses;
    private final HeldTokens tokens;
    private final Users users;
    private final Attempts attempts;
    private final Clock clock;

    Authenticator(
            PasswordMemory memory, Guesses guesses, HeldTokens tokens, Users users, Attempts attempts, Clock clock) {
        this.memory = memory;
        this.guesses = guesses;
        this.tokens = tokens;
        this.users = users;
        this.attempts = attempts;
        this.clock = clock;
    }

    /// @param secret  a password, a personal access token, or a robot's
    /// @param address the client's, without proxies; the first generated password works from loopback only
    public Verification verify(String name, String secret, String address) {
        // no name has a NUL, and the database takes none
        if (name.length() > MAX_LENGTH || secret.length() > MAX_LENGTH || name.indexOf('\0') >= 0) {
            return wrong();
        }
        Verification result = CredentialSecret.looksLike(secret)
                ? tokens.find(secret, address)
                        .filter(holder -> holder.subject().name().equals(name))
                        .<Verification>map(Verified::new)
                        .orElseGet(Authenticator::wrong)
                : password(name, secret, address);
        attempts.note(name, CredentialSecret.looksLike(secret), result);
        return result;
    }

    /// The holder of a personal access token or a robot's that came without a name.
    public Optional<Caller> verify(String token, String address) {
        Optional<Caller> holder = tokens.find(token, address).map(found -> found);
        attempts.noteToken(holder.isPresent());
        return holder;
    }

    /// Whether a text can be a personal access token or a robot's at all: other bearer tokens are the registry's own.
    public static boolean isToken(String text) {
        return CredentialSecret.looksLike(text);
    }

    private Verification password(String name, String password, String address) {
        Optional<User> user = users.find(name).filter(found -> !found.disabled());
        int version = user.map(User::passwordVersion).orElse(0);
        long principal = user.map(User::id).orElse(0L);
        try {
            boolean right = memory.check(name, password, version, () -> attempt(name, password, principal, address));
            return user.filter(_ -> right)
                    .map(found -> allowedFrom(found, address))
                    .orElseGet(Authenticator::wrong);
        } catch (HeldUp heldUp) {
            return heldUp.refused;
        }
    }

    /// Of many at once with the same password one tries: clients that begin together hold up nobody.
    private boolean attempt(String name, String password, long principal, String address) {
        turns.acquireUninterruptibly();
        try {
            return attemptNow(name, password, principal, address);
        } finally {
            turns.release();
        }
    }

    private boolean attemptNow(String name, String password, long principal, String address) {
        Keys keys = guesses.keys(name, principal, address);
        guesses.attempt(keys).ifPresent(refused -> {
            throw new HeldUp(refused);
        });
        boolean right = users.verify(name, password).isPresent();
        if (right) {
            guesses.succeeded(keys, principal, address);
        }
        return right;
    }

    private static Refused wrong() {
        return new Refused(Refusal.WRONG, WRONG, Duration.ZERO);
    }

    private Verification allowedFrom(User user, String address) {
        if (user.initialUntil().isPresent()) {
            if (clock.instant().isAfter(user.initialUntil().get())) {
                return new Refused(
                        Refusal.FIRST_PASSWORD_EXPIRED,
                        "the first password has expired; set slipway.admin.password and start anew",
                        Duration.ZERO);
            }
            if (!isLoopback(address)) {
                return new Refused(
                        Refusal.FIRST_PASSWORD_ELSEWHERE,
                        "the first password works only on the machine of the registry until it is changed in the"
                                + " browser",
                        Duration.ZERO);
            }
        }
        return user.twoFactor() ? new FactorNeeded(user) : new Verified(new Caller.Person(user));
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Out of the memory of passwords, which remembers nothing then.
    private static final class HeldUp extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Refused refused;

        HeldUp(Refused refused) {
            super(refused.reason(), null, false, false);
            this.refused = refused;
        }
    }
}
