package io.slipway.work;

import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ThrottleSql {

    /// Not now(): the transaction of the caller may have begun long ago.
    private static final String RECENT = "changed_at > clock_timestamp() - interval '1 day'";

    private final JdbcClient jdbc;

    ThrottleSql(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Duration wait(String key) {
        return jdbc.sql("""
                        SELECT CAST(ceil(extract(epoch FROM blocked_until - clock_timestamp()) * 1000) AS bigint)
                        FROM work.counter WHERE key = :key AND blocked_until > clock_timestamp()
                        """)
                .param("key", key)
                .query(Long.class)
                .optional()
                .map(Duration::ofMillis)
                .orElse(Duration.ZERO);
    }

    void miss(String key, Throttle.Policy policy) {
        count(key, policy, "");
    }

    /// Counts the try unless the key is held up now: of many at once only those get through that are free.
    boolean attempt(String key, Throttle.Policy policy) {
        return count(key, policy, " WHERE c.blocked_until <= clock_timestamp()") > 0;
    }

    private int count(String key, Throttle.Policy policy, String condition) {
        return jdbc.sql("""
                        INSERT INTO work.counter AS c (key, misses, blocked_until)
                        VALUES (:key, 1, now() + make_interval(secs => CASE WHEN :free < 1 THEN :first ELSE 0 END))
                        ON CONFLICT (key) DO UPDATE SET (misses, blocked_until, changed_at) = (
                            SELECT n, now() + make_interval(secs => CASE WHEN n <= :free THEN 0
                                ELSE least(:longest, :first * power(2, least(n - :free - 1, 40))) END), now()
                            FROM (SELECT CASE WHEN c.changed_at > now() - interval '1 day'
                                THEN c.misses + 1 ELSE 1 END AS n) AS next)
                        """ + condition)
                .param("key", key)
                .param("free", policy.freeMisses())
                .param("first", policy.firstDelay().toMillis() / 1000.0)
                .param("longest", policy.longestDelay().toMillis() / 1000.0)
                .update();
    }

    void forgive(String key) {
        jdbc.sql("UPDATE work.counter SET misses = misses - 1 WHERE key = :key AND misses > 1")
                .param("key", key)
                .update();
    }

    int misses(String key) {
        return jdbc.sql("SELECT misses FROM work.counter WHERE key = :key AND " + RECENT)
                .param("key", key)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    void delete(String key) {
        jdbc.sql("DELETE FROM work.counter WHERE key = :key").param("key", key).update();
    }

    void deleteOld() {
        jdbc.sql("DELETE FROM work.counter WHERE changed_at < now() - interval '1 day'")
                .update();
    }
}
