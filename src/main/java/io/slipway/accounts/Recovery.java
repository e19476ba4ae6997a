package io.slipway.accounts;

import java.util.Optional;
import org.springframework.stereotype.Service;

/// Links that let somebody choose a password without the old one: by mail, or handed out by an administrator. A second
/// factor stays on.
@Service
public class Recovery {

    private static final int MAX_GIVEN = 320;

    private final LinkSql sql;
    private final PasswordLinks links;
    private final Passwords passwords;
    private final AccountMails mails;
    private final AddressLimit limit;

    Recovery(LinkSql sql, PasswordLinks links, Passwords passwords, AccountMails mails, AddressLimit limit) {
        this.sql = sql;
        this.links = links;
        this.passwords = passwords;
        this.mails = mails;
        this.limit = limit;
    }

    /// Whether asking brings a mail; if not, an administrator hands out a link.
    public boolean byMail() {
        return mails.configured();
    }

    /// Notes that somebody wants a link by mail; a worker looks later whether there is such an account, so that asking
    /// tells nothing.
    ///
    /// @param given    a name or an e-mail address
    /// @param language of the mail, where the account names none
    /// @throws AccountsException when this address asks too often
    public void ask(String given, Optional<String> language) {
        limit.spend("recovery");
        if (byMail() && given.length() <= MAX_GIVEN && given.indexOf('\0') < 0) {
            Profile.checkLanguage(language);
            sql.insertRequest(given.strip(), language);
        }
    }

    /// A link for 24 hours, which works without mail and for accounts that have no password yet. It ends older ones.
    ///
    /// @param by the administrator who hands it out
    /// @throws AccountsException for an account that is not there or disabled
    public IssuedLink linkFor(long principalId, long by) {
        return links.issue(principalId, by);
    }

    /// Whose password the link changes, while it works.
    public Optional<User> holder(String token) {
        return links.holder(token);
    }

    /// Works once. Ends sessions, other links and all that was given for the old password.
    ///
    /// @throws AccountsException for a link that is unknown, used or expired, or a password that breaks a rule
    public User reset(String token, String password) {
        User user = links.holder(token).orElseThrow(PasswordLinks::invalid);
        // no transaction is open while the password is hashed
        String hash = passwords.hash(password, user.name(), user.email());
        return links.use(token, hash);
    }
}
