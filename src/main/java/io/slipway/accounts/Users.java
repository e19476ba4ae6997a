package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// People's accounts. A deleted one is found nowhere.
@Service
public class Users {

    private final UserRows rows;
    private final Homes homes;
    private final Passwords passwords;
    private final Belongings belongings;
    private final Outbox outbox;
    private final Clock clock;

    Users(UserRows rows, Homes homes, Passwords passwords, Belongings belongings, Outbox outbox, Clock clock) {
        this.rows = rows;
        this.homes = homes;
        this.passwords = passwords;
        this.belongings = belongings;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<User> find(long id) {
        return rows.findLive(id).map(AppUser::toUser);
    }

    @Transactional(readOnly = true)
    public Optional<User> find(String name) {
        return rows.findByNameAndDeletedAtIsNull(name).map(AppUser::toUser);
    }

    /// Case does not matter.
    @Transactional(readOnly = true)
    public Optional<User> findByEmail(String email) {
        return rows.findByEmail(email).map(AppUser::toUser);
    }

    /// At most `size` accounts whose names come after this one, in ASCII order.
    @Transactional(readOnly = true)
    public List<User> page(String after, int size) {
        return page("", after, size);
    }

    /// The same, of those whose name or address contains this text.
    @Transactional(readOnly = true)
    public List<User> page(String part, String after, int size) {
        return rows.page(part.toLowerCase(Locale.ROOT), after, Limit.of(size)).stream()
                .map(AppUser::toUser)
                .toList();
    }

    @Transactional(readOnly = true)
    public boolean anyAdministrator() {
        return rows.existsByAdministratorTrueAndDeletedAtIsNull();
    }

    /// The one whose account is the oldest.
    @Transactional
    public Optional<User> firstAdministrator() {
        return rows.lockAdministrators().stream().map(AppUser::toUser).findFirst();
    }

    /// Makes the account with its namespace of the same name.
    ///
    /// @throws AccountsException for a name or an address that is taken, or a password that breaks a rule
    @Transactional
    public User create(NewUser user) {
        return create(
                user,
                user.password()
                        .map(password -> passwords.hash(password, user.name().value(), user.email())));
    }

    /// With a password from the settings, of which only the length is asked.
    @Transactional
    User createFirst(NewUser user) {
        return create(user, user.password().map(passwords::hashGiven));
    }

    private User create(NewUser user, Optional<String> hash) {
        User made = insert(user, hash);
        outbox.publish(Event.of("user.create")
                .target(made.name())
                .with("administrator", Boolean.toString(made.administrator())));
        return made;
    }

    /// The account of this name and password; nobody learns from text or time which of the two was wrong. An account
    /// that has no password yet is as good as none.
    public Optional<User> verify(String name, String password) {
        Optional<AppUser> found = rows.findByNameAndDeletedAtIsNull(name);
        Optional<String> hash = found.flatMap(AppUser::passwordHash);
        boolean right = hash.map(known -> passwords.matches(password, known))
                .orElseGet(() -> passwords.matchesNobody(password));
        Optional<User> user = found.filter(_ -> right).map(AppUser::toUser).filter(known -> !known.disabled());
        user.ifPresent(known -> rehash(known, password, hash.orElseThrow()));
        return user;
    }

    /// Whether this is the account's password: asked again before what matters most.
    public boolean verify(long id, String password) {
        Optional<String> hash = rows.findLive(id).flatMap(AppUser::passwordHash);
        return hash.map(known -> passwords.matches(password, known)).orElseGet(() -> passwords.matchesNobody(password));
    }

    /// Ends all that was given for the old password: sessions, refresh tokens, links in mails.
    ///
    /// @throws AccountsException when the current password is wrong or the new one breaks a rule
    @Transactional
    public User changePassword(long id, String current, String changed) {
        AppUser user = lock(id);
        User before = user.toUser();
        if (!user.passwordHash()
                .map(hash -> passwords.matches(current, hash))
                .orElseGet(() -> passwords.matchesNobody(current))) {
            outbox.publishLater(
                    Event.of("password.change").target(before.name()).refused("WRONG"));
            throw new AccountsException(Code.PASSWORD_WRONG, "the current password is not right");
        }
        if (current.equals(changed)) {
            throw new AccountsException(Code.PASSWORD_SAME, "the new password is the current one");
        }
        return setPassword(user, passwords.hash(changed, before.name(), before.email()));
    }

    /// @param change is given the account as it is; nobody changes it meanwhile
    @Transactional
    public User changeProfile(long id, Function<User, Profile> change) {
        AppUser user = lock(id);
        user.changeProfile(change.apply(user.toUser()));
        outbox.publish(Event.of("user.profile").target(user.toUser().name()));
        return user.toUser();
    }

    /// @throws AccountsException when nobody would be left who can administer
    @Transactional
    public User setAdministrator(long id, boolean administrator) {
        if (!administrator) {
            checkAdministratorRemains(id);
        }
        AppUser user = lock(id);
        if (user.toUser().administrator() != administrator) {
            user.setAdministrator(administrator);
            publish(administrator ? "administrator.grant" : "administrator.revoke", user);
        }
        return user.toUser();
    }

    @Transactional
    public User setAuditor(long id, boolean auditor) {
        AppUser user = lock(id);
        if (user.toUser().auditor() != auditor) {
            user.setAuditor(auditor);
            publish(auditor ? "auditor.grant" : "auditor.revoke", user);
        }
        return user.toUser();
    }

    /// Ends sessions and links at once; nothing signs in until it is enabled again.
    ///
    /// @throws AccountsException when nobody would be left who can administer
    @Transactional
    public User disable(long id) {
        checkAdministratorRemains(id);
        AppUser user = lock(id);
        if (!user.toUser().disabled()) {
            user.disable(clock.instant());
            publish("user.disable", user);
        }
        belongings.endSignIns(id);
        return user.toUser();
    }

    @Transactional
    public User enable(long id) {
        AppUser user = lock(id);
        if (user.toUser().disabled()) {
            user.enable();
            publish("user.enable", user);
        }
        return user.toUser();
    }

    /// For good, with memberships, robots and all that signs in; the name is free for somebody else. What the
    /// namespace holds has been given to others or deleted before: nobody reaches it afterwards.
    ///
    /// @throws AccountsException when the site would be left without an administrator or an organisation without an
    /// owner
    @Transactional
    public User delete(long id) {
        checkAdministratorRemains(id);
        AppUser row = lock(id);
        User user = row.toUser();
        belongings.leaveOrganisations(id);
        row.delete(clock.instant());
        rows.flush();
        homes.free(user.namespaceId());
        belongings.remove(id);
        outbox.publish(Event.of("user.delete").target(user.name()));
        return user;
    }

    User insert(NewUser user, Optional<String> hash) {
        checkFree(user.email());
        AppUser row = new AppUser(homes.make(user.name()), user, hash);
        try {
            return rows.saveAndFlush(row).toUser();
        } catch (DataIntegrityViolationException sameAddressAtTheSameTime) {
            throw emailTaken();
        }
    }

    /// The account, which nobody else changes until the transaction ends. Administrators are locked first, as always.
    User hold(long id) {
        rows.lockAdministrators();
        return lock(id).toUser();
    }

    /// After a sign-up or a change of address was confirmed.
    User confirmEmail(long id, String email) {
        if (rows.findByEmail(email).filter(other -> other.toUser().id() != id).isPresent()) {
            throw emailTaken();
        }
        AppUser user = lock(id);
        user.confirmEmail(email, clock.instant());
        try {
            rows.flush();
        } catch (DataIntegrityViolationException sameAddressAtTheSameTime) {
            throw emailTaken();
        }
        return user.toUser();
    }

    /// Without the old one, as a link allows.
    User setPassword(long id, String hash) {
        return setPassword(lock(id), hash);
    }

    /// Ends what was given for the password alone, or for another factor.
    void endWhatWasGiven(long id) {
        lock(id).endWhatWasGiven();
        belongings.endSignIns(id);
    }

    private User setPassword(AppUser user, String hash) {
        user.changePassword(hash);
        belongings.endSignIns(user.toUser().id());
        publish("password.change", user);
        return user.toUser();
    }

    private void rehash(User user, String password, String hash) {
        passwords.stronger(password, hash).ifPresent(stronger -> rows.rehash(user.id(), hash, stronger));
    }

    private void checkFree(Optional<String> email) {
        if (email.flatMap(rows::findByEmail).isPresent()) {
            throw emailTaken();
        }
    }

    private void checkAdministratorRemains(long id) {
        List<AppUser> administrators = rows.lockAdministrators();
        if (administrators.size() == 1 && administrators.getFirst().toUser().id() == id) {
            throw new AccountsException(
                    Code.LAST_ADMINISTRATOR, "this is the last administrator: make somebody else one first");
        }
    }

    private AppUser lock(long id) {
        return rows.lock(id).orElseThrow(Users::unknown);
    }

    static AccountsException unknown() {
        return new AccountsException(Code.USER_UNKNOWN, "there is no such account");
    }

    private void publish(String action, AppUser user) {
        outbox.publish(Event.of(action).target(user.toUser().name()));
    }

    private static AccountsException emailTaken() {
        return new AccountsException(Code.EMAIL_TAKEN, "this e-mail address belongs to another account");
    }
}
