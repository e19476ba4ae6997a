package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Browser sessions as rows: shared by replicas, ended at once. Idle for an hour or twelve hours old, they are over.
@Service
public class Sessions {

    private final SessionSql sql;
    private final KnownAddressSql addresses;
    private final Users users;
    private final Outbox outbox;

    Sessions(SessionSql sql, KnownAddressSql addresses, Users users, Outbox outbox) {
        this.sql = sql;
        this.addresses = addresses;
        this.users = users;
        this.outbox = outbox;
    }

    /// With a password alone; see [#open(User, int, String, String)].
    @Transactional
    public String open(User user, String address, String client) {
        return open(user, 1, address, client);
    }

    /// A session with an id of its own at each sign-in; the address is known from now on.
    ///
    /// @param factors how many were shown
    /// @return the cookie's value; only its hash is kept
    @Transactional
    public String open(User user, int factors, String address, String client) {
        OpaqueToken token = OpaqueToken.fresh();
        sql.insert(token.hash(), user.id(), factors, address, client);
        addresses.remember(user.id(), address);
        outbox.publish(Event.of("session.begin")
                .by(user.id(), user.name())
                .target(user.name())
                .with("factors", Integer.toString(factors)));
        return token.value();
    }

    /// The live session of this cookie; not of a disabled or deleted account.
    @Transactional
    public Optional<Session> find(String token) {
        return sql.touch(new OpaqueToken(token).hash())
                .flatMap(live -> users.find(live.principalId())
                        .filter(user -> !user.disabled())
                        .map(user -> new Session(live.id(), user, live.factors(), seenAs(user, live.seeAs()))));
    }

    /// Live sessions of somebody, the one that asks first.
    ///
    /// @param current the cookie of the one that asks; any text where none does
    @Transactional(readOnly = true)
    public List<BrowserSession> list(long principalId, String current) {
        return sql.list(principalId, new OpaqueToken(current).hash());
    }

    @Transactional
    public void end(String token) {
        sql.delete(new OpaqueToken(token).hash())
                .flatMap(users::find)
                .ifPresent(user -> outbox.publish(ended(user).by(user.id(), user.name())));
    }

    /// One of somebody's own.
    ///
    /// @return whether there was such a session
    @Transactional
    public boolean end(long principalId, long id) {
        boolean ended = sql.delete(principalId, id) > 0;
        if (ended) {
            users.find(principalId).ifPresent(user -> outbox.publish(ended(user)));
        }
        return ended;
    }

    /// All sessions of somebody, as a changed password asks.
    @Transactional
    public void endAll(long principalId) {
        publishEnded(principalId, sql.deleteOf(principalId));
    }

    /// All of somebody but the one of this cookie.
    @Transactional
    public void endOthers(long principalId, String current) {
        publishEnded(principalId, sql.deleteOthers(principalId, new OpaqueToken(current).hash()));
    }

    /// Whether somebody signed in from there during the last 90 days.
    @Transactional(readOnly = true)
    public boolean knows(long principalId, String address) {
        return addresses.contains(principalId, address);
    }

    /// As a sign-in without a session does: a client with the right password.
    @Transactional
    public void remember(long principalId, String address) {
        addresses.remember(principalId, address);
    }

    /// From now on the administrator of this session sees what somebody else would.
    ///
    /// @throws AccountsException when there is no such account
    @Transactional
    public User seeAs(String token, long principalId) {
        User seen = users.find(principalId)
                .orElseThrow(() -> new AccountsException(Code.USER_UNKNOWN, "there is no such account"));
        if (sql.seeAs(new OpaqueToken(token).hash(), principalId) > 0) {
            outbox.publish(Event.of("session.see-as").target(seen.name()));
        }
        return seen;
    }

    @Transactional
    public void stopSeeing(String token) {
        if (sql.stopSeeing(new OpaqueToken(token).hash()) > 0) {
            outbox.publish(Event.of("session.see-as-self"));
        }
    }

    @Scheduled(fixedDelay = 600_000)
    void forgetEnded() {
        sql.deleteEnded();
        addresses.deleteOld();
    }

    /// Who is no administrator any more sees the site as themselves.
    private Optional<User> seenAs(User user, Optional<Long> other) {
        return other.filter(_ -> user.administrator()).flatMap(users::find);
    }

    private void publishEnded(long principalId, int count) {
        if (count > 0) {
            users.find(principalId)
                    .ifPresent(user -> outbox.publish(ended(user).with("count", Integer.toString(count))));
        }
    }

    private static Event ended(User user) {
        return Event.of("session.end").target(user.name());
    }
}
