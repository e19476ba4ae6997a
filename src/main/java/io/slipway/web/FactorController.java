package io.slipway.web;

import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.User;
import io.slipway.web.FactorTickets.Ticket;
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

/// The second step of a sign-in: a code of the authenticator, or a recovery code.
@Controller
class FactorController {

    static final OwnPath PATH = new OwnPath("/login/code");

    private static final OwnPath SIGN_IN = new OwnPath("/login");

    private final FactorTickets tickets;
    private final SecondFactors factors;
    private final SignIn signIn;

    FactorController(FactorTickets tickets, SecondFactors factors, SignIn signIn) {
        this.tickets = tickets;
        this.factors = factors;
        this.signIn = signIn;
    }

    @GetMapping("/login/code")
    ModelAndView show(Shell shell, HttpServletRequest request) {
        return tickets.find(request)
                .map(ticket -> new ModelAndView("login-code", "page", page(shell, ticket, Optional.empty())))
                .orElseGet(SIGN_IN::seeOther);
    }

    @PostMapping("/login/code")
    ModelAndView check(
            Shell shell,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Ticket> found = tickets.find(request);
        if (found.isEmpty()) {
            return SIGN_IN.seeOther();
        }
        Ticket ticket = found.get();
        return switch (factors.verify(ticket.user().id(), code)) {
            case SecondFactors.Verification.Passed _ -> {
                Cookies.clearFactor(request, response);
                signIn.begin(ticket.user(), request, response);
                yield ticket.next().seeOther();
            }
            case SecondFactors.Verification.Wrong _ -> refused(page(shell, ticket, Optional.of("factor.wrong")));
            case SecondFactors.Verification.Wait _ -> refused(page(shell, ticket, Optional.of("factor.throttled")));
        };
    }

    private static FactorPage page(Shell shell, Ticket ticket, Optional<String> refusal) {
        User user = ticket.user();
        return new FactorPage(shell, user.name(), refusal);
    }

    private static ModelAndView refused(FactorPage page) {
        return new ModelAndView("login-code", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
