package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// People's accounts.
@Service
public class Users {

    private final UserRows rows;
    private final PrincipalRows principals;
    private final NamespaceRows namespaces;
    private final Passwords passwords;
    private final Outbox outbox;

    Users(
            UserRows rows,
            PrincipalRows principals,
            NamespaceRows namespaces,
            Passwords passwords,
            Outbox outbox) {
        this.rows = rows;
        this.principals = principals;
        this.namespaces = namespaces;
        this.passwords = passwords;
        this.outbox = outbox;
    }

    @Transactional(readOnly = true)
    public Optional<User> find(long id) {
        return rows.findById(id).map(AppUser::toUser);
    }

    @Transactional(readOnly = true)
    public Optional<User> find(String name) {
        return rows.findByName(name).map(AppUser::toUser);
    }

    /// At most `size` accounts whose names come after this one, in ASCII order.
    @Transactional(readOnly = true)
    public List<User> page(String after, int size) {
        return rows.findByNameGreaterThanOrderByName(after, Limit.of(size)).stream()
                .map(AppUser::toUser)
                .toList();
    }

    @Transactional(readOnly = true)
    public boolean anyAdministrator() {
        return rows.existsByAdministratorTrue();
    }

    /// Makes the account with its namespace of the same name.
    ///
    /// @throws AccountsException for a name that is taken or a password that is too short
    @Transactional
    public User create(NewUser user) {
        String hash = passwords.hash(user.password());
        if (namespaces.findByNameAndDeletedAtIsNull(user.name().value()).isPresent()) {
            throw taken(user.name());
        }
        Principal principal = principals.save(Principal.user());
        Namespace namespace = makeNamespace(user.name(), principal);
        User created = rows.save(new AppUser(principal, namespace, user, hash)).toUser();
        outbox.publish(Event.of("user.create").target(created.name()));
        return created;
    }

    /// The account of this name and password; nobody learns from text or time which of the two was wrong.
    public Optional<User> verify(String name, String password) {
        Optional<AppUser> found = rows.findByName(name);
        boolean right = found.map(user -> passwords.matches(password, user.passwordHash()))
                .orElseGet(() -> passwords.matchesNobody(password));
        return found.filter(_ -> right).map(AppUser::toUser).filter(user -> !user.disabled());
    }

    /// Ends all that was given for the old password: sessions, refresh tokens.
    ///
    /// @throws AccountsException when the current password is wrong or the new one too short
    @Transactional
    public User changePassword(long id, String current, String changed) {
        AppUser user = rows.findById(id).orElseThrow();
        if (!passwords.matches(current, user.passwordHash())) {
            outbox.publishLater(Event.of("password.change").target(user.toUser().name()).refused("WRONG"));
            throw new AccountsException(Code.PASSWORD_WRONG, "the current password is not right");
        }
        if (current.equals(changed)) {
            throw new AccountsException(Code.PASSWORD_SAME, "the new password is the current one");
        }
        user.changePassword(passwords.hash(changed));
        outbox.publish(Event.of("password.change").target(user.toUser().name()));
        return user.toUser();
    }

    private Namespace makeNamespace(AccountName name, Principal owner) {
        try {
            return namespaces.saveAndFlush(new NamespaceRow(name, owner)).toNamespace();
        } catch (DataIntegrityViolationException sameNameAtTheSameTime) {
            throw taken(name);
        }
    }

    private static AccountsException taken(AccountName name) {
        return new AccountsException(Code.NAME_TAKEN, "the name " + name + " is taken");
    }
}
