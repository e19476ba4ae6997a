package io.slipway.accounts;

import static org.awaitility.Awaitility.await;

import io.slipway.work.SlipwaySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(
            new PasswordRules(new SlipwaySettings(Path.of("data"), Optional.empty(), List.of(), List.of())));

    /// H3: requests have virtual threads, which are not preempted; a hash on one of them would keep pulls waiting.
    @Test
    void hashesAwayFromTheThreadsOfRequests() throws InterruptedException {
        AtomicBoolean running = new AtomicBoolean(true);
        Thread request = Thread.startVirtualThread(() -> {
            while (running.get()) {
                passwords.matchesNobody("a password of somebody");
            }
        });
        try {
            await().atMost(Duration.ofSeconds(20)).until(PasswordsTest::aPasswordThreadHashes);
        } finally {
            running.set(false);
            request.join();
            passwords.close();
        }
    }

    private static boolean aPasswordThreadHashes() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("password-"))
                .anyMatch(entry -> Arrays.stream(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().contains("Argon2BytesGenerator")));
    }
}
