package io.slipway.web.organisations;

import io.slipway.access.AccessException;
import io.slipway.accounts.AccountsException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/// Turns rules that a form can break into sentences; all else goes on as it is.
final class Refusals {

    private static final Map<Enum<?>, String> MESSAGES = Map.ofEntries(
            Map.entry(AccountsException.Code.NAME_INVALID, "orgs.fault.name"),
            Map.entry(AccountsException.Code.NAME_RESERVED, "orgs.fault.reserved"),
            Map.entry(AccountsException.Code.NAME_TAKEN, "orgs.fault.taken"),
            Map.entry(AccountsException.Code.TEXT_INVALID, "orgs.fault.text"),
            Map.entry(AccountsException.Code.USER_UNKNOWN, "orgs.fault.user"),
            Map.entry(AccountsException.Code.MEMBER_UNKNOWN, "orgs.fault.member"),
            Map.entry(AccountsException.Code.MEMBER_EXISTS, "orgs.fault.exists"),
            Map.entry(AccountsException.Code.LAST_OWNER, "orgs.fault.lastOwner"),
            Map.entry(AccountsException.Code.EMAIL_INVALID, "orgs.fault.email"),
            Map.entry(AccountsException.Code.INVITATION_INVALID, "orgs.fault.invitation"),
            Map.entry(AccessException.Code.NAME_INVALID, "orgs.fault.long"),
            Map.entry(AccessException.Code.CREDENTIAL_INVALID, "orgs.fault.token"));

    private Refusals() {}

    /// @return the name of a message; empty when it was done
    static Optional<String> of(Runnable change) {
        try {
            change.run();
            return Optional.empty();
        } catch (AccountsException e) {
            return Optional.of(message(e.code(), e));
        } catch (AccessException e) {
            return Optional.of(message(e.code(), e));
        }
    }

    static ModelAndView answer(String view, Record page) {
        return new ModelAndView(view, Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static String message(Enum<?> code, RuntimeException error) {
        String message = MESSAGES.get(code);
        if (message == null) {
            throw error;
        }
        return message;
    }
}
