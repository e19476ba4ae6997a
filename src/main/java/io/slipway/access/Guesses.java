package io.slipway.access;

import io.slipway.access.Verification.Refusal;
import io.slipway.access.Verification.Refused;
import io.slipway.accounts.Sessions;
import io.slipway.work.Throttle;
import io.slipway.work.Throttle.Policy;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Slows down who guesses passwords: by account and by address. An address from which the account signed in before
/// has a count of its own, so that strangers who guess do not lock its owner out.
@Component
class Guesses {

    private static final Policy ADDRESS = new Policy(20, Duration.ofSeconds(1), Duration.ofMinutes(15));
    private static final int NETWORK_BYTES = 8;

    /// The counts that a try at a name from an address belongs to.
    record Keys(String account, String address) {}

    private final Throttle throttle;
    private final Sessions sessions;

    Guesses(Throttle throttle, Sessions sessions) {
        this.throttle = throttle;
        this.sessions = sessions;
    }

    /// The same work for a name that nobody has: its principal is 0.
    Keys keys(String name, long principal, String address) {
        String account = "password:" + name.toLowerCase(Locale.ROOT);
        boolean known = sessions.knows(principal, address);
        return new Keys(known ? account + "@" + address : account, "address:" + network(address));
    }

    /// Counts the try; says why it is not looked at, if it is not.
    Optional<Refused> attempt(Keys keys) {
        if (throttle.exhausted(keys.account())) {
            return Optional.of(new Refused(
                    Refusal.EXHAUSTED,
                    "there were too many wrong passwords for this account: choose a new one with a reset link",
                    Duration.ZERO));
        }
        Duration account = throttle.attempt(keys.account(), Policy.USUAL);
        Duration address = throttle.attempt(keys.address(), ADDRESS);
        Duration wait = account.compareTo(address) > 0 ? account : address;
        return wait.isPositive()
                ? Optional.of(new Refused(
                        Refusal.THROTTLED,
                        "there were too many wrong passwords: try again in " + (wait.toSeconds() + 1) + " s",
                        wait))
                : Optional.empty();
    }

    void succeeded(Keys keys, long principal, String address) {
        throttle.clear(keys.account());
        throttle.forgive(keys.address());
        sessions.remember(principal, address);
    }

    /// Whoever has one IPv6 address has 2^64 of them.
    private static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_BYTES))
                    : parsed.getHostAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }
}
