package io.slipway.accounts;

import io.slipway.accounts.AccountMails.Page;
import io.slipway.accounts.AccountsException.Code;
import io.slipway.accounts.LinkSql.Kind;
import io.slipway.accounts.LinkSql.Link;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import io.slipway.work.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The links behind [Recovery]. A new one ends the older ones of its account.
@Component
class PasswordLinks {

    private static final Duration BY_MAIL = Duration.ofMinutes(30);
    private static final Duration BY_HAND = Duration.ofHours(24);
    /// So that asking again and again neither fills a mailbox nor ends the link that somebody waits for.
    private static final Duration BETWEEN_MAILS = Duration.ofMinutes(1);

    private final LinkSql sql;
    private final Users users;
    private final AccountMails mails;
    private final Throttle throttle;
    private final Outbox outbox;

    PasswordLinks(LinkSql sql, Users users, AccountMails mails, Throttle throttle, Outbox outbox) {
        this.sql = sql;
        this.users = users;
        this.mails = mails;
        this.throttle = throttle;
        this.outbox = outbox;
    }

    @Transactional
    IssuedLink issue(long principalId, long by) {
        User user = users.find(principalId)
                .filter(found -> !found.disabled())
                .orElseThrow(
                        () -> new AccountsException(Code.USER_UNKNOWN, "there is no such account that can sign in"));
        OpaqueToken token = OpaqueToken.fresh();
        Instant until = insert(user, token, Optional.of(by), BY_HAND);
        outbox.publish(Event.of("password.link").target(user.name()));
        return new IssuedLink(token.value(), Page.RESET.path(token), until);
    }

    /// For somebody who asked by name or address; nothing happens where there is nobody, or no address.
    @Transactional
    void mail(String given, Optional<String> language) {
        Optional<User> user = (given.contains("@") ? users.findByEmail(given) : users.find(given))
                .filter(found -> !found.disabled() && found.email().isPresent())
                .filter(found -> !sql.hasRecent(found.id(), Kind.RESET, BETWEEN_MAILS));
        if (user.isPresent() && mails.configured()) {
            OpaqueToken token = OpaqueToken.fresh();
            insert(user.get(), token, Optional.empty(), BY_MAIL);
            mails.send(
                    user.get().email().get(),
                    "recovery",
                    user.get().language().or(() -> language),
                    Map.of("name", user.get().name(), "link", mails.link(Page.RESET, token)));
            outbox.publish(Event.of("password.ask").target(user.get().name()));
        }
    }

    Optional<User> holder(String token) {
        return sql.find(new OpaqueToken(token).hash(), Kind.RESET)
                .flatMap(link -> users.find(link.principalId()))
                .filter(user -> !user.disabled());
    }

    /// Of many uses at once one succeeds.
    @Transactional
    User use(String token, String passwordHash) {
        User user = sql.take(new OpaqueToken(token).hash(), Kind.RESET)
                .map(link -> users.setPassword(link.principalId(), passwordHash))
                .orElseThrow(PasswordLinks::invalid);
        // as the sign-in counts them: a link helps who was locked out by guesses
        throttle.clear("password:" + user.name());
        return user;
    }

    static AccountsException invalid() {
        return new AccountsException(Code.LINK_INVALID, "this link does not work any more; ask for a new one");
    }

    private Instant insert(User user, OpaqueToken token, Optional<Long> by, Duration lifetime) {
        sql.deleteOf(user.id(), Kind.RESET);
        return sql.insert(token.hash(), Kind.RESET, new Link(user.id(), Optional.empty()), by, lifetime);
    }
}
