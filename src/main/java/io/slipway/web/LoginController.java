package io.slipway.web;

import io.slipway.access.Credentials;
import io.slipway.access.Credentials.Refusal;
import io.slipway.access.Credentials.Verification;
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

    private final Credentials credentials;
    private final SignIn signIn;

    LoginController(Credentials credentials, SignIn signIn) {
        this.credentials = credentials;
        this.signIn = signIn;
    }

    @GetMapping("/login")
    ModelAndView show(Shell shell, @RequestParam Optional<String> next) {
        OwnPath then = OwnPath.orHome(next);
        return shell.user().isPresent()
                ? then.seeOther()
                : new ModelAndView("login", "page", new LoginPage(shell, "", then, Optional.empty()));
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
        return switch (credentials.verify(username, password, request.getRemoteAddr())) {
            case Verification.Verified verified -> {
                signIn.begin(verified.user(), request, response);
                yield after(verified.user(), then).seeOther();
            }
            case Verification.Refused refused -> {
                LoginPage page = new LoginPage(shell, username, then, Optional.of(message(refused.why())));
                yield new ModelAndView("login", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
            }
        };
    }

    @PostMapping("/logout")
    ModelAndView signOut(HttpServletRequest request, HttpServletResponse response) {
        signIn.end(request, response);
        return OwnPath.HOME.seeOther();
    }

    private static OwnPath after(User user, OwnPath then) {
        return user.initialUntil().isPresent() ? PasswordController.PATH : then;
    }

    private static String message(Refusal why) {
        return switch (why) {
            case WRONG -> "login.wrong";
            case FIRST_PASSWORD_EXPIRED -> "login.expired";
            case FIRST_PASSWORD_ELSEWHERE -> "login.elsewhere";
        };
    }
}
