package io.slipway.accounts;

import io.slipway.accounts.AccountMails.Page;
import io.slipway.accounts.AccountsException.Code;
import io.slipway.accounts.LinkSql.Kind;
import io.slipway.accounts.LinkSql.Link;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// A new e-mail address counts when the link in a mail to it was used.
@Service
public class EmailChanges {

    private static final Duration LIFETIME = Duration.ofHours(24);

    private final LinkSql links;
    private final Users users;
    private final AccountMails mails;
    private final AddressLimit limit;
    private final Outbox outbox;

    EmailChanges(LinkSql links, Users users, AccountMails mails, AddressLimit limit, Outbox outbox) {
        this.links = links;
        this.users = users;
        this.mails = mails;
        this.limit = limit;
        this.outbox = outbox;
    }

    /// Sends a link to the new address and a notice to the old one. Does and says the same when another account has the
    /// address already: then the mail says so. The caller has asked for the password before.
    ///
    /// @throws AccountsException without mail, for the same address, or when asked too often
    @Transactional
    public void request(long principalId, String email) {
        User user = users.find(principalId)
                .orElseThrow(() -> new AccountsException(Code.USER_UNKNOWN, "there is no such account"));
        if (!mails.configured()) {
            throw new AccountsException(Code.MAIL_MISSING, "an address is confirmed by mail, and this site sends none");
        }
        if (user.email().filter(Email.require(email)::equalsIgnoreCase).isPresent()) {
            throw new AccountsException(Code.EMAIL_SAME, "this is the address of the account");
        }
        limit.spend("email");
        boolean known = users.findByEmail(email).isPresent();
        OpaqueToken token = OpaqueToken.fresh();
        links.deleteOf(principalId, Kind.EMAIL);
        links.insert(token.hash(), Kind.EMAIL, new Link(principalId, Optional.of(email)), Optional.empty(), LIFETIME);
        // somebody else's mailbox gets no link
        String key = known ? "email-known" : "email-change";
        mails.send(email, key, user.language(), Map.of("name", user.name(), "link", mails.link(Page.EMAIL, token)));
        user.email()
                .ifPresent(old ->
                        mails.send(old, "email-notice", user.language(), Map.of("name", user.name(), "email", email)));
        outbox.publish(Event.of("email.ask").target(user.name()));
    }

    /// Works once; ends links to choose a password that went to the old address.
    ///
    /// @throws AccountsException for a link that is unknown, used or expired, or an address that was taken
    /// meanwhile
    @Transactional
    public User confirm(String token) {
        Link link = links.take(new OpaqueToken(token).hash(), Kind.EMAIL).orElseThrow(PasswordLinks::invalid);
        User user = users.confirmEmail(link.principalId(), link.email().orElseThrow());
        links.deleteOf(user.id(), Kind.RESET);
        outbox.publish(Event.of("email.change").by(user.id(), user.name()).target(user.name()));
        return user;
    }
}
