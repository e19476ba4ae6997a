package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.User;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Who may do what with accounts and with the site as a whole.
@Service
public class SiteAccess {

    /// To change everybody's accounts and the site's settings.
    ///
    /// @throws AccessException UNAUTHORIZED, DENIED
    public User administrator(Caller caller) {
        return person(caller)
                .filter(User::administrator)
                .orElseThrow(() -> refusal(caller, "this is for administrators"));
    }

    public boolean isAdministrator(Caller caller) {
        return person(caller).filter(User::administrator).isPresent();
    }

    /// To look at everybody's accounts and at the audit log: administrators and auditors.
    ///
    /// @throws AccessException UNAUTHORIZED, DENIED
    public User overseer(Caller caller) {
        return reader(caller)
                .filter(user -> user.administrator() || user.auditor())
                .orElseThrow(() -> refusal(caller, "this is for administrators and auditors"));
    }

    public boolean isOverseer(Caller caller) {
        return reader(caller)
                .filter(user -> user.administrator() || user.auditor())
                .isPresent();
    }

    /// One's own account, to change it: a password, a browser session, or a token with every right everywhere.
    ///
    /// @throws AccessException UNAUTHORIZED, DENIED
    public User account(Caller caller) {
        return person(caller).orElseThrow(() -> refusal(caller, "this token may not change its holder's account"));
    }

    /// One's own account, to read it.
    ///
    /// @throws AccessException UNAUTHORIZED, DENIED to robots
    public User self(Caller caller) {
        return reader(caller).orElseThrow(() -> refusal(caller, "a robot has no account"));
    }

    private static Optional<User> person(Caller caller) {
        return switch (caller) {
            case Caller.Person person -> Optional.of(person.user());
            case Caller.Holder holder ->
                holder.subject() instanceof User user
                                && holder.scope().everywhere()
                                && holder.scope().rights().contains(Right.ADMIN)
                        ? Optional.of(user)
                        : Optional.empty();
            case Caller.Anonymous _, Caller.Bearer _, Caller.Viewer _ -> Optional.empty();
        };
    }

    private static Optional<User> reader(Caller caller) {
        return switch (caller) {
            case Caller.Person person -> Optional.of(person.user());
            case Caller.Viewer viewer -> Optional.of(viewer.seen());
            case Caller.Holder holder ->
                holder.subject() instanceof User user && holder.scope().everywhere()
                        ? Optional.of(user)
                        : Optional.empty();
            case Caller.Anonymous _, Caller.Bearer _ -> Optional.empty();
        };
    }

    private static AccessException refusal(Caller caller, String message) {
        return caller instanceof Caller.Anonymous
                ? new AccessException(Code.UNAUTHORIZED, "sign in first")
                : new AccessException(Code.DENIED, message);
    }
}
