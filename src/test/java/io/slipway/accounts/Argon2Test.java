package io.slipway.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class Argon2Test {

    private static final String PASSWORD = "pässwörd of somebody ☂";

    private final Argon2 argon2 = new Argon2(1);

    /// H3: another program's implementation reads what ours writes, and ours what that writes.
    @Test
    void writesWhatOthersRead() {
        Argon2PasswordEncoder other = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
        String hash = argon2.encode(PASSWORD);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(other.matches(PASSWORD, hash)).isTrue();
        assertThat(argon2.matches(PASSWORD, other.encode(PASSWORD))).isTrue();
        assertThat(argon2.matches(PASSWORD + " ", hash)).isFalse();
        assertThat(argon2.encode(PASSWORD)).isNotEqualTo(hash);
    }

    @Test
    void readsHashesOfOtherCostAndCallsWeakOnesWeak() {
        String weak = new Argon2PasswordEncoder(16, 32, 2, 4_096, 3).encode(PASSWORD);
        String strong = new Argon2PasswordEncoder(16, 32, 1, 32_768, 3).encode(PASSWORD);
        assertThat(argon2.matches(PASSWORD, weak)).isTrue();
        assertThat(argon2.matches(PASSWORD, strong)).isTrue();
        assertThat(argon2.isWeak(weak)).isTrue();
        assertThat(argon2.isWeak(strong)).isFalse();
        assertThat(argon2.isWeak(argon2.encode(PASSWORD))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo",
                "$argon2id$v=19$m=99999999999,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo",
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ",
            })
    void matchesNothingThatIsNoHash(String text) {
        assertThat(argon2.matches(text, text)).isFalse();
        assertThat(argon2.isWeak(text)).isTrue();
    }

    /// 19 MiB for each would have the collector stop all requests several times a second.
    @Test
    void usesItsMemoryAgain() {
        String hash = argon2.encode(PASSWORD);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        argon2.matches(PASSWORD, hash);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    }
}
