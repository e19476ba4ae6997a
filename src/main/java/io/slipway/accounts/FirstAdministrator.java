package io.slipway.accounts;

import io.slipway.work.DataFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// Makes the first administrator before the first request is served.
@Component
class FirstAdministrator implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final Duration VALID = Duration.ofHours(24);
    private static final String LETTERS = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int LENGTH = 24;

    private final Users users;
    private final AdminSettings settings;
    private final DataFolder folder;
    private final Clock clock;

    FirstAdministrator(Users users, AdminSettings settings, DataFolder folder, Clock clock) {
        this.users = users;
        this.settings = settings;
        this.folder = folder;
        this.clock = clock;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (users.anyAdministrator()) {
            return;
        }
        Optional<String> chosen = given(settings.password());
        if (chosen.isPresent()) {
            if (create(chosen.get(), Optional.empty())) {
                LOG.info(
                        "made the administrator {} with the password from slipway.admin.password", settings.username());
            }
        } else {
            String password = random();
            if (create(password, Optional.of(clock.instant().plus(VALID)))) {
                announce(password);
            }
        }
    }

    /// False when another replica, started at the same time, was first.
    private boolean create(String password, Optional<Instant> initialUntil) {
        try {
            users.createFirst(new NewUser(
                    new AccountName(settings.username()), given(settings.email()), password, true, initialUntil));
            return true;
        } catch (AccountsException taken) {
            if (users.anyAdministrator()) {
                return false;
            }
            throw taken;
        }
    }

    private static Optional<String> given(@Nullable String setting) {
        return Optional.ofNullable(setting).filter(value -> !value.isEmpty());
    }

    private void announce(String password) {
        Path file = folder.secrets().resolve("first-password");
        folder.writeSecret(file, (password + "\n").getBytes(StandardCharsets.UTF_8));
        // a log that is collected must not carry the password: only somebody at a terminal sees it
        String shown = System.console() != null && System.console().isTerminal() ? password : "in " + file;
        System.out.printf("""

                First start: sign in as %s, password %s
                It works from this machine only, for 24 hours; the first sign-in in a browser asks for a new one.

                """, settings.username(), shown);
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
