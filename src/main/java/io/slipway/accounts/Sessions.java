package io.slipway.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Browser sessions as rows: shared by replicas, ended at once. Idle for an hour or twelve hours old, they are over.
@Service
public class Sessions {

    private static final int TOKEN_BYTES = 32;

    private final SessionSql sql;
    private final Users users;
    private final SecureRandom random = new SecureRandom();

    Sessions(SessionSql sql, Users users) {
        this.sql = sql;
        this.users = users;
    }

    /// @return the cookie's value; only its hash is kept
    @Transactional
    public String open(User user, String address, String client) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sql.insert(hash(token), user.id(), address, client);
        return token;
    }

    @Transactional
    public Optional<Session> find(String token) {
        return sql.touch(hash(token))
                .flatMap(users::find)
                .filter(user -> !user.disabled())
                .map(Session::new);
    }

    @Transactional
    public void end(String token) {
        sql.delete(hash(token));
    }

    /// All sessions of somebody, as a changed password asks.
    @Transactional
    public void endAll(long principalId) {
        sql.deleteOf(principalId);
    }

    @Scheduled(fixedDelay = 600_000)
    void forgetEnded() {
        sql.deleteEnded();
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
