package io.slipway.web.account;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.NewSignUp;
import io.slipway.accounts.SignUps;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Accounts that people make for themselves.
@Controller
class SignUpController {

    private static final OwnPath LOGIN = new OwnPath("/login");
    private static final OwnPath SENT = new OwnPath("/signup/sent");

    private final SignUps signUps;

    SignUpController(SignUps signUps) {
        this.signUps = signUps;
    }

    @GetMapping("/signup")
    ModelAndView show(Shell shell, @RequestParam Optional<String> invitation) {
        return shell.user().isPresent()
                ? OwnPath.HOME.seeOther()
                : new ModelAndView("account/signup", "page", page(shell, Typed.nothing(invitation)));
    }

    @PostMapping("/signup")
    ModelAndView request(
            Shell shell,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam Optional<String> invitation) {
        Typed typed = new Typed(name, email, invitation.filter(token -> !token.isEmpty()));
        try {
            NewSignUp asked = new NewSignUp(
                    new AccountName(name),
                    email,
                    password,
                    Optional.of(shell.language().tag()),
                    typed.invitation());
            return switch (signUps.request(asked)) {
                case SignUps.Outcome.Created _ -> LOGIN.seeOther(Notice.ACCOUNT_MADE);
                case SignUps.Outcome.MailSent _ -> SENT.seeOther();
            };
        } catch (AccountsException e) {
            SignUpPage page = page(shell, typed).with(FieldFaults.of(e));
            return new ModelAndView("account/signup", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    /// The mail is on its way, or went to somebody who has an account already: nobody else learns which.
    @GetMapping("/signup/sent")
    ModelAndView sent(Shell shell) {
        return new ModelAndView("account/sent", "page", new LinkPage(shell, "", FieldFaults.NONE));
    }

    /// A button, since programs that look for viruses open links, too.
    @GetMapping("/signup/confirm/{token}")
    ModelAndView confirmation(Shell shell, @PathVariable String token) {
        return new ModelAndView("account/confirm", "page", new LinkPage(shell, token, FieldFaults.NONE));
    }

    @PostMapping("/signup/confirm/{token}")
    ModelAndView confirm(Shell shell, @PathVariable String token) {
        try {
            signUps.confirm(token);
            return LOGIN.seeOther(Notice.ACCOUNT_MADE);
        } catch (AccountsException e) {
            LinkPage page = new LinkPage(shell, token, FieldFaults.of(e));
            return new ModelAndView("account/confirm", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private SignUpPage page(Shell shell, Typed typed) {
        boolean open = switch (signUps.mode()) {
            case CLOSED -> false;
            case INVITE -> typed.invitation().isPresent();
            case OPEN -> true;
        };
        return new SignUpPage(shell, open, signUps.mode() == SignUps.Mode.INVITE, typed, FieldFaults.NONE);
    }
}
