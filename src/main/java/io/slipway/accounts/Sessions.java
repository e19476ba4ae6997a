package io.slipway.accounts;

import io.slipway.work.OpaqueToken;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Browser sessions as rows: shared by replicas, ended at once. Idle for an hour or twelve hours old, they are over.
@Service
public class Sessions {

    private final SessionSql sql;
    private final Users users;

    Sessions(SessionSql sql, Users users) {
        this.sql = sql;
        this.users = users;
    }

    /// @return the cookie's value; only its hash is kept
    @Transactional
    public String open(User user, String address, String client) {
        OpaqueToken token = OpaqueToken.fresh();
        sql.insert(token.hash(), user.id(), address, client);
        return token.value();
    }

    @Transactional
    public Optional<Session> find(String token) {
        return sql.touch(new OpaqueToken(token).hash())
                .flatMap(users::find)
                .filter(user -> !user.disabled())
                .map(Session::new);
    }

    @Transactional
    public void end(String token) {
        sql.delete(new OpaqueToken(token).hash());
    }

    /// All sessions of somebody, as a changed password asks.
    @Transactional
    public void endAll(long principalId) {
        sql.deleteOf(principalId);
    }

    public boolean knows(long p, String a) { return false; }
    public void remember(long p, String a) { }
    @Scheduled(fixedDelay = 600_000)
    void forgetEnded() {
        sql.deleteEnded();
    }
}
