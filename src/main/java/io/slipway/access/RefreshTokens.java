package io.slipway.access;

import io.slipway.access.RefreshTokenSql.Redeemed;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What `docker login` keeps instead of the password: good for 90 days after its last use, for that password only.
@Service
public class RefreshTokens {

    private final RefreshTokenSql sql;
    private final Users users;
    private final Outbox outbox;

    RefreshTokens(RefreshTokenSql sql, Users users, Outbox outbox) {
        this.sql = sql;
        this.users = users;
        this.outbox = outbox;
    }

    /// @return the token; only its hash is kept
    public String issue(User user, String clientId) {
        OpaqueToken token = OpaqueToken.fresh();
        sql.insert(token.hash(), user.id(), user.passwordVersion(), clientId);
        return token.value();
    }

    /// Whose token this is, if the account is there, not disabled, and its password still the same.
    public Optional<User> redeem(String token) {
        Optional<Redeemed> redeemed = sql.touch(new OpaqueToken(token).hash());
        Optional<User> user = redeemed.flatMap(found -> users.find(found.principalId())
                .filter(it -> !it.disabled() && it.passwordVersion() == found.passwordVersion()));
        if (user.isEmpty()) {
            outbox.publishLater(Event.of("token.refuse").refused("OVER"));
        }
        return user;
    }

    /// The user's own that work, the last used first.
    @Transactional(readOnly = true)
    public List<DockerLogin> list(User user) {
        return sql.list(user.id(), user.passwordVersion());
    }

    /// @return whether there was such a one
    @Transactional
    public boolean end(User user, long id) {
        boolean ended = sql.delete(user.id(), id) > 0;
        if (ended) {
            outbox.publish(Event.of("login.end").target(user.name()).with("login", String.valueOf(id)));
        }
        return ended;
    }

    @Transactional
    public void endAll(User user) {
        int ended = sql.deleteOf(user.id());
        if (ended > 0) {
            outbox.publish(Event.of("login.end").target(user.name()).with("count", String.valueOf(ended)));
        }
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void forgetExpired() {
        sql.deleteExpired();
    }
}
