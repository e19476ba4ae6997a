package io.slipway.web;

import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.work.MasterKey;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What stands for a right password while the second factor is asked for: a sealed cookie that opens nothing else, for
/// five minutes, and for that password only.
@Component
class FactorTickets {

    /// @param next where to go after the sign-in
    record Ticket(User user, OwnPath next) {}

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String CONTEXT = "second step of a sign-in";
    private static final int PARTS = 4;
    private static final int MAX_LENGTH = 4_000;

    private final MasterKey masterKey;
    private final Users users;
    private final Clock clock;

    FactorTickets(MasterKey masterKey, Users users, Clock clock) {
        this.masterKey = masterKey;
        this.users = users;
        this.clock = clock;
    }

    void set(User user, OwnPath next, HttpServletRequest request, HttpServletResponse response) {
        String text = user.id() + " " + user.passwordVersion() + " "
                + clock.instant().plus(LIFE).getEpochSecond() + " " + next.value();
        byte[] sealed = masterKey.seal(text.getBytes(StandardCharsets.UTF_8), CONTEXT);
        Cookies.setFactor(
                request, response, Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    Optional<Ticket> find(HttpServletRequest request) {
        return Cookies.factor(request)
                .filter(cookie -> cookie.length() <= MAX_LENGTH)
                .flatMap(this::open)
                .flatMap(this::read);
    }

    private Optional<String> open(String cookie) {
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(cookie);
            return Optional.of(new String(masterKey.open(sealed, CONTEXT), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IllegalStateException notOurs) {
            return Optional.empty();
        }
    }

    private Optional<Ticket> read(String text) {
        String[] parts = text.split(" ", PARTS);
        Instant until = Instant.ofEpochSecond(Long.parseLong(parts[2]));
        return users.find(Long.parseLong(parts[0]))
                .filter(_ -> clock.instant().isBefore(until))
                .filter(user -> !user.disabled() && user.twoFactor())
                .filter(user -> user.passwordVersion() == Integer.parseInt(parts[1]))
                .map(user -> new Ticket(user, new OwnPath(parts[3])));
    }
}
