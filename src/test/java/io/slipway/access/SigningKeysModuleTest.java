package io.slipway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.OwnDatabase;
import io.slipway.work.MasterKey;
import io.slipway.work.Outbox;
import io.slipway.work.SiteState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;

/// Two replicas with one database, each with its own memory, and the hand on the clock.
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES)
@OwnDatabase
@Tag("H12")
class SigningKeysModuleTest {

    private static final Duration ROTATION = Duration.ofDays(90);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    SigningKeySql sql;

    @Autowired
    MasterKey masterKey;

    @Autowired
    Outbox outbox;

    @Autowired
    SiteState site;

    @Autowired
    JdbcClient jdbc;

    private final HandClock clock = new HandClock();
    private Replica first;
    private Replica second;

    private final class Replica {

        private final SigningKeys keys =
                new SigningKeys(sql, masterKey, new RegistrySettings(true, true, ROTATION), outbox, clock);
        private final TokenCodec codec = new TokenCodec(keys, site);

        Replica() {
            keys.afterSingletonsInstantiated();
        }

        String sign() {
            Instant now = clock.instant();
            return codec.write(new AccessToken(
                    Optional.of(1L), Optional.empty(), now, now.plus(Tokens.LIFE), List.of(), java.util.Set.of()));
        }

        boolean believes(String token) {
            return codec.read(token).isPresent();
        }

        String kid() {
            return keys.active().getKeyID();
        }
    }

    @BeforeEach
    void start() {
        jdbc.sql("DELETE FROM access.signing_key").update();
        first = new Replica();
        second = new Replica();
    }

    @Test
    void makesOneFirstKeyForAllReplicas() {
        assertThat(first.kid()).isEqualTo(second.kid());
        assertThat(rows("ACTIVE")).isEqualTo(1);
    }

    @Test
    void keepsAKeyUntilItIsOldEnough() {
        String kid = first.kid();
        clock.pass(ROTATION.minus(MINUTE));
        turn();
        assertThat(rows("ACTIVE")).isEqualTo(1);
        assertThat(first.kid()).isEqualTo(kid);
    }

    @Test
    void knowsANewKeyEverywhereBeforeAnyoneSignsWithIt() {
        String old = first.kid();
        clock.pass(ROTATION);
        first.keys.turn();
        second.keys.turn();
        assertThat(rows("ACTIVE")).isEqualTo(2);
        assertThat(List.of(first.kid(), second.kid())).containsOnly(old);

        clock.pass(SigningKeys.PUBLISHED.minusSeconds(1));
        turn();
        assertThat(List.of(first.kid(), second.kid())).containsOnly(old);

        clock.pass(Duration.ofSeconds(1));
        assertThat(first.kid()).isEqualTo(second.kid()).isNotEqualTo(old);
    }

    @Test
    void believesAReplicaThatIsAheadAndOneThatIsBehind() {
        String old = second.sign();
        clock.pass(ROTATION);
        first.keys.turn();
        clock.pass(SigningKeys.PUBLISHED);
        // the second has not looked since
        String signedByNew = first.sign();
        String signedByOld = second.sign();

        assertThat(kidOf(signedByNew)).isNotEqualTo(kidOf(signedByOld));
        assertThat(second.believes(signedByNew)).isTrue();
        assertThat(first.believes(signedByOld)).isTrue();
        assertThat(first.believes(old)).isTrue();
    }

    @Test
    void failsNoTokenWhileKeysRotateAndBelievesNoneOfARetiredKeyAfterwards() {
        String before = first.sign();
        clock.pass(ROTATION);
        String last = before;
        Instant end = clock.instant().plus(Duration.ofHours(1));
        while (clock.instant().isBefore(end)) {
            turn();
            for (Replica signer : List.of(first, second)) {
                String token = signer.sign();
                last = kidOf(token).equals(kidOf(before)) ? token : last;
                clock.pass(Tokens.LIFE.plus(Tokens.LEEWAY));
                turn();
                assertThat(List.of(first.believes(token), second.believes(token)))
                        .containsOnly(true);
            }
        }

        assertThat(rows("ACTIVE")).isEqualTo(1);
        assertThat(rows("RETIRED")).isEqualTo(1);
        assertThat(kidOf(last)).isEqualTo(kidOf(before)).isNotEqualTo(first.kid());
        for (Replica replica : List.of(first, second, new Replica())) {
            assertThat(replica.believes(last)).isFalse();
            assertThat(replica.believes(first.sign())).isTrue();
        }
    }

    @Test
    void makesOneKeyForManyReplicas() {
        clock.pass(ROTATION);
        for (int i = 0; i < 3; i++) {
            turn();
            clock.pass(MINUTE);
        }
        assertThat(rows("ACTIVE")).isEqualTo(2);
    }

    private void turn() {
        first.keys.turn();
        second.keys.turn();
    }

    private static String kidOf(String token) {
        try {
            return com.nimbusds.jwt.SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private int rows(String state) {
        return jdbc.sql("SELECT count(*) FROM access.signing_key WHERE state = ?")
                .param(state)
                .query(Integer.class)
                .single();
    }

    private static final class HandClock extends Clock {

        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
