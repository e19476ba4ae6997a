package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Accounts that people make for themselves. Where the site sends mail, an account begins with the click in it; else at
/// once, without an e-mail address.
@Service
public class SignUps {

    /// Setting `slipway.accounts.sign-up`.
    public enum Mode {
        CLOSED,
        /// With an invitation only.
        INVITE,
        OPEN
    }

    /// What came of it.
    public sealed interface Outcome {

        record Created(User user) implements Outcome {}

        /// The same whether or not the address has an account already: only its mailbox learns that.
        record MailSent(String email) implements Outcome {}
    }

    private final Mode mode;
    private final Homes homes;
    private final Passwords passwords;
    private final Invitations invitations;
    private final SignUpSteps steps;
    private final AddressLimit limit;

    SignUps(
            AccountsSettings settings,
            Homes homes,
            Passwords passwords,
            Invitations invitations,
            SignUpSteps steps,
            AddressLimit limit) {
        this.mode = settings.signUp();
        this.homes = homes;
        this.passwords = passwords;
        this.invitations = invitations;
        this.steps = steps;
        this.limit = limit;
    }

    public Mode mode() {
        return mode;
    }

    /// Names are public: one that is taken, or asked for by somebody whose mail is on the way, is said to be so.
    ///
    /// @throws AccountsException for a rule that is broken, or when this address asks too often
    public Outcome request(NewSignUp asked) {
        if (mode == Mode.CLOSED || (mode == Mode.INVITE && asked.invitation().isEmpty())) {
            throw new AccountsException(Code.SIGN_UP_CLOSED, "accounts are made by an administrator of this site");
        }
        limit.spend("sign-up");
        Optional<Invitation> invitation =
                asked.invitation().map(token -> invitations.find(token).orElseThrow(Invitations::invalid));
        if (!homes.isFree(asked.name())) {
            throw Homes.taken(asked.name());
        }
        // no transaction is open while the password is hashed
        String hash = passwords.hash(asked.password(), asked.name().value(), Optional.of(asked.email()));
        return steps.begin(asked, hash, invitation.map(Invitation::id));
    }

    /// The click in the mail: works once, for 24 hours.
    ///
    /// @throws AccountsException for a link that is unknown, used or expired, or an address that was taken
    /// meanwhile
    public User confirm(String token) {
        return steps.confirm(token);
    }
}
