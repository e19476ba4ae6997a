package io.slipway.work;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Slows down whoever guesses, for all replicas together. A key is what is guessed at or from where, such as
/// `password:ada` or `address:203.0.113.7`; only its hash is kept, because people type passwords into the wrong field.
@Service
public class Throttle {

    /// @param freeMisses   how many misses in a row cost nothing
    /// @param firstDelay   after the next one; each further miss doubles it
    /// @param longestDelay where doubling ends
    public record Policy(int freeMisses, Duration firstDelay, Duration longestDelay) {

        public static final Policy USUAL = new Policy(5, Duration.ofSeconds(1), Duration.ofMinutes(15));
    }

    private static final int MAX_MISSES = 100;

    private final ThrottleSql sql;

    Throttle(ThrottleSql sql) {
        this.sql = sql;
    }

    /// Zero: may try. Else nothing may be checked before.
    public Duration wait(String key) {
        return sql.wait(hash(key));
    }

    /// Counts a try as a miss before it is looked at, so that many at once cannot slip through together; whoever
    /// succeeds clears the key. In a transaction of its own, since a refusal rolls back the caller's.
    ///
    /// @return zero: go on; else how long nothing is looked at
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Duration attempt(String key, Policy policy) {
        String hash = hash(key);
        if (sql.attempt(hash, policy)) {
            return Duration.ZERO;
        }
        Duration wait = sql.wait(hash);
        return wait.isPositive() ? wait : Duration.ofMillis(1);
    }

    /// In a transaction of its own, since a refusal rolls back the caller's.
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void miss(String key) {
        sql.miss(hash(key), Policy.USUAL);
    }

    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void miss(String key, Policy policy) {
        sql.miss(hash(key), policy);
    }

    /// Takes one counted try back: for a key that others share.
    @Transactional
    public void forgive(String key) {
        sql.forgive(hash(key));
    }

    @Transactional
    public void clear(String key) {
        sql.delete(hash(key));
    }

    /// After 100 misses in a row only a recovery helps, until nobody has tried for a day.
    public boolean exhausted(String key) {
        return sql.misses(hash(key)) >= MAX_MISSES;
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void forget() {
        sql.deleteOld();
    }

    private static String hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
