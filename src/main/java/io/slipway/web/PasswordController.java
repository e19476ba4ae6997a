package io.slipway.web;

import io.slipway.access.AccessException;
import io.slipway.access.Proof;
import io.slipway.access.ThrottledException;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class PasswordController {

    static final OwnPath PATH = new OwnPath("/password");

    private static final OwnPath SIGN_IN_FIRST = new OwnPath("/login?next=/password");

    /// The fields of the form.
    record Form(String current, String changed, String repeat) {

        Form(Optional<String> current, Optional<String> changed, Optional<String> repeat) {
            this(current.orElse(""), changed.orElse(""), repeat.orElse(""));
        }
    }

    private final Users users;
    private final Proof proof;
    private final SignIn signIn;

    PasswordController(Users users, Proof proof, SignIn signIn) {
        this.users = users;
        this.proof = proof;
        this.signIn = signIn;
    }

    @GetMapping("/password")
    ModelAndView show(Shell shell) {
        return shell.user()
                .map(user -> new ModelAndView("password", "page", PasswordPage.empty(shell, isForced(user))))
                .orElseGet(SIGN_IN_FIRST::seeOther);
    }

    @PostMapping("/password")
    ModelAndView change(
            Shell shell,
            @RequestParam Optional<String> current,
            @RequestParam Optional<String> changed,
            @RequestParam Optional<String> repeat,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (shell.user().isEmpty()) {
            return SIGN_IN_FIRST.seeOther();
        }
        User user = shell.user().get();
        PasswordPage page = PasswordPage.empty(shell, isForced(user));
        Form form = new Form(current, changed, repeat);
        if (!form.changed().equals(form.repeat())) {
            return refused(page.withRepeat("password.differs"));
        }
        try {
            proof.password(user, form.current());
            User done = users.changePassword(user.id(), form.current(), form.changed());
            signIn.beginAlone(done, request, response);
            return OwnPath.HOME.seeOther(Notice.PASSWORD_CHANGED);
        } catch (AccountsException e) {
            return refused(explain(page, e));
        } catch (AccessException wrong) {
            return refused(page.withCurrent("password.wrong"));
        } catch (ThrottledException tooMany) {
            return refused(page.withCurrent("login.throttled"));
        }
    }

    private static boolean isForced(User user) {
        return user.initialUntil().isPresent();
    }

    private static PasswordPage explain(PasswordPage page, AccountsException error) {
        return switch (error.code()) {
            case PASSWORD_WRONG -> page.withCurrent("password.wrong");
            case PASSWORD_SAME -> page.withChanged("password.same");
            case PASSWORD_TOO_SHORT -> page.withChanged("password.short");
            case PASSWORD_TOO_LONG -> page.withChanged("password.long");
            case PASSWORD_COMMON -> page.withChanged("password.common");
            case PASSWORD_PERSONAL -> page.withChanged("password.personal");
            // the others are not about passwords
            case NAME_INVALID,
                    NAME_RESERVED,
                    NAME_TAKEN,
                    EMAIL_INVALID,
                    EMAIL_TAKEN,
                    EMAIL_SAME,
                    MAIL_MISSING,
                    LANGUAGE_UNKNOWN,
                    TEXT_INVALID,
                    NAMESPACE_UNKNOWN,
                    ORGANISATION_UNKNOWN,
                    MEMBER_UNKNOWN,
                    MEMBER_EXISTS,
                    TEAM_UNKNOWN,
                    ROBOT_UNKNOWN,
                    USER_UNKNOWN,
                    LAST_ADMINISTRATOR,
                    LAST_OWNER,
                    SIGN_UP_CLOSED,
                    LINK_INVALID,
                    INVITATION_INVALID,
                    FACTOR_ON,
                    FACTOR_OFF,
                    FACTOR_WRONG,
                    TOO_MANY_TRIES -> throw new IllegalStateException(error);
        };
    }

    private static ModelAndView refused(PasswordPage page) {
        return new ModelAndView("password", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
