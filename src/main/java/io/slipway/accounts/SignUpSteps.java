package io.slipway.accounts;

import io.slipway.accounts.AccountMails.Page;
import io.slipway.accounts.SignUpSql.Pending;
import io.slipway.accounts.SignUps.Outcome;
import io.slipway.work.Event;
import io.slipway.work.OpaqueToken;
import io.slipway.work.Outbox;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The transactions of a sign-up.
@Component
class SignUpSteps {

    private final SignUpSql sql;
    private final Users users;
    private final Invitations invitations;
    private final AccountMails mails;
    private final Outbox outbox;

    SignUpSteps(SignUpSql sql, Users users, Invitations invitations, AccountMails mails, Outbox outbox) {
        this.sql = sql;
        this.users = users;
        this.invitations = invitations;
        this.mails = mails;
        this.outbox = outbox;
    }

    @Transactional
    Outcome begin(NewSignUp asked, String hash, Optional<Long> invitation) {
        if (mails.configured()) {
            hold(asked, hash, invitation);
            return new Outcome.MailSent(asked.email());
        }
        return new Outcome.Created(create(asked.name(), asked.language(), hash, invitation));
    }

    @Transactional
    User confirm(String token) {
        Pending pending = sql.take(new OpaqueToken(token).hash()).orElseThrow(PasswordLinks::invalid);
        User made = create(
                new AccountName(pending.name()), pending.language(), pending.passwordHash(), pending.invitationId());
        return users.confirmEmail(made.id(), pending.email());
    }

    /// The name is held even for an address that has an account: else asking twice would tell.
    private void hold(NewSignUp asked, String hash, Optional<Long> invitation) {
        boolean known = users.findByEmail(asked.email()).isPresent();
        OpaqueToken token = OpaqueToken.fresh();
        Pending pending = new Pending(asked.name().value(), asked.email(), hash, asked.language(), invitation);
        if (sql.insert(token.hash(), pending) == 0) {
            throw Homes.taken(asked.name());
        }
        // a mailbox whose account exists gets no link
        String key = known ? "sign-up-known" : "sign-up";
        mails.send(
                asked.email(),
                key,
                asked.language(),
                Map.of("name", asked.name().value(), "link", mails.link(Page.SIGN_UP, token)));
        outbox.publish(Event.of("user.sign-up").target(asked.name().value()));
    }

    private User create(AccountName name, Optional<String> language, String hash, Optional<Long> invitation) {
        NewUser user = new NewUser(name, Optional.empty(), Optional.empty(), false, Optional.empty(), language);
        User made = users.insert(user, Optional.of(hash));
        invitation.ifPresent(id -> invitations.acceptAtSignUp(id, made));
        outbox.publish(Event.of("user.create")
                .by(made.id(), made.name())
                .target(made.name())
                .with("by", "sign-up"));
        return made;
    }
}
