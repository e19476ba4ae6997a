package io.slipway.web.settings;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Proof;
import io.slipway.access.SiteAccess;
import io.slipway.access.ThrottledException;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Enrolment;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Password and second factor.
@Controller
class SecurityController {

    private static final OwnPath PATH = new OwnPath("/settings/security");

    private final SiteAccess site;
    private final Users users;
    private final SecondFactors factors;
    private final Proof proof;
    private final SignIn signIn;

    SecurityController(SiteAccess site, Users users, SecondFactors factors, Proof proof, SignIn signIn) {
        this.site = site;
        this.users = users;
        this.factors = factors;
        this.proof = proof;
        this.signIn = signIn;
    }

    @GetMapping("/settings/security")
    ModelAndView show(Caller caller, Shell shell) {
        return new ModelAndView("settings/security", "page", page(shell, site.self(caller), FieldFaults.NONE));
    }

    /// Shows the secret; it counts once a code of it was sent.
    @PostMapping("/settings/two-factor")
    ModelAndView enrol(Caller caller, Shell shell, @RequestParam(defaultValue = "") String password) {
        User user = site.account(caller);
        return checked(shell, user, "password", () -> {
            proof.password(user, password);
            return enrolment(shell, Optional.of(factors.enrol(user.id())), FieldFaults.NONE);
        });
    }

    /// All sessions end with it: this browser gets a new one.
    @PostMapping("/settings/two-factor/confirmation")
    ModelAndView confirm(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        User user = site.account(caller);
        try {
            List<String> codes = factors.confirm(user.id(), code);
            users.find(user.id()).ifPresent(again -> signIn.begin(again, request, response));
            return codes(shell, codes);
        } catch (AccountsException e) {
            return enrolment(shell, Optional.empty(), FieldFaults.of(e));
        }
    }

    @PostMapping("/settings/two-factor/recovery-codes")
    ModelAndView renewCodes(Caller caller, Shell shell, @RequestParam(defaultValue = "") String code) {
        User user = site.account(caller);
        return checked(shell, user, "code", () -> {
            proof.code(user, code);
            return codes(shell, factors.regenerateCodes(user.id()));
        });
    }

    @PostMapping(path = "/settings/two-factor", params = "_method=delete")
    ModelAndView disable(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        User user = site.account(caller);
        return checked(shell, user, "password", () -> {
            proof.password(user, password);
            factors.disable(user.id());
            users.find(user.id()).ifPresent(again -> signIn.begin(again, request, response));
            return PATH.seeOther(Notice.FACTOR_OFF);
        });
    }

    private ModelAndView checked(Shell shell, User user, String field, Supplier<ModelAndView> change) {
        Function<FieldFaults, ModelAndView> refusal = faults -> new ModelAndView(
                "settings/security", Map.of("page", page(shell, user, faults)), HttpStatus.UNPROCESSABLE_CONTENT);
        try {
            return change.get();
        } catch (AccountsException e) {
            return refusal.apply(FieldFaults.of(e));
        } catch (AccessException wrong) {
            return refusal.apply(FieldFaults.at(field, field.equals("code") ? "factor.wrong" : "password.wrong"));
        } catch (ThrottledException tooMany) {
            return refusal.apply(FieldFaults.at(field, "login.throttled"));
        }
    }

    private SecurityPage page(Shell shell, User user, FieldFaults faults) {
        return new SecurityPage(shell, user.twoFactor(), factors.codesLeft(user.id()), faults);
    }

    private static ModelAndView enrolment(Shell shell, Optional<Enrolment> enrolment, FieldFaults faults) {
        return new ModelAndView(
                "settings/two-factor",
                Map.of("page", new EnrolmentPage(shell, enrolment, faults)),
                faults.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    private static ModelAndView codes(Shell shell, List<String> codes) {
        return new ModelAndView("settings/recovery-codes", "page", new RecoveryCodesPage(shell, codes));
    }
}
