package io.slipway.web;

import io.slipway.access.Authenticator;
import io.slipway.access.Caller;
import io.slipway.access.Verification;
import io.slipway.access.Verification.Refusal;
import io.slipway.accounts.SignUps;
import io.slipway.accounts.User;
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
class LoginController {

    private final Authenticator authenticator;
    private final SignIn signIn;
    private final FactorTickets tickets;
    private final SignUps signUps;

    LoginController(Authenticator authenticator, SignIn signIn, FactorTickets tickets, SignUps signUps) {
        this.authenticator = authenticator;
        this.signIn = signIn;
        this.tickets = tickets;
        this.signUps = signUps;
    }

    @GetMapping("/login")
    ModelAndView show(Shell shell, @RequestParam Optional<String> next) {
        OwnPath then = OwnPath.orHome(next);
        return shell.user().isPresent()
                ? then.seeOther()
                : new ModelAndView("login", "page", new LoginPage(shell, "", then, Optional.empty(), open()));
    }

    @PostMapping("/login")
    ModelAndView signIn(
            Shell shell,
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            @RequestParam Optional<String> next,
            HttpServletRequest request,
            HttpServletResponse response) {
        OwnPath then = OwnPath.orHome(next);
        return switch (authenticator.verify(username, password, request.getRemoteAddr())) {
            case Verification.Verified(Caller.Person(User user)) -> {
                signIn.begin(user, request, response);
                yield after(user, then).seeOther();
            }
            // a token is for programs
            case Verification.Verified _ -> refused(shell, username, then, Refusal.WRONG);
            case Verification.FactorNeeded(User user) -> {
                tickets.set(user, then, request, response);
                yield FactorController.PATH.seeOther();
            }
            case Verification.Refused refused -> refused(shell, username, then, refused.why());
        };
    }

    @PostMapping("/logout")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        signIn.end(request, response);
        return OwnPath.HOME.seeOther();
    }

    private ModelAndView refused(Shell shell, String username, OwnPath then, Refusal why) {
        LoginPage page = new LoginPage(shell, username, then, Optional.of(message(why)), open());
        return new ModelAndView("login", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private boolean open() {
        return signUps.mode() == SignUps.Mode.OPEN;
    }

    private static OwnPath after(User user, OwnPath then) {
        return user.initialUntil().isPresent() ? PasswordController.PATH : then;
    }

    private static String message(Refusal why) {
        return switch (why) {
            case WRONG -> "login.wrong";
            case THROTTLED -> "login.throttled";
            case EXHAUSTED -> "login.exhausted";
            case FIRST_PASSWORD_EXPIRED -> "login.expired";
            case FIRST_PASSWORD_ELSEWHERE -> "login.elsewhere";
        };
    }
}
