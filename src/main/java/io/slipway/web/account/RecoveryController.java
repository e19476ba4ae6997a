package io.slipway.web.account;

import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Recovery;
import io.slipway.accounts.User;
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

/// Forgotten passwords.
@Controller
class RecoveryController {

    private static final OwnPath FORGOTTEN = new OwnPath("/password/forgotten");
    private static final OwnPath LOGIN = new OwnPath("/login");

    private final Recovery recovery;

    RecoveryController(Recovery recovery) {
        this.recovery = recovery;
    }

    @GetMapping("/password/forgotten")
    ModelAndView show(Shell shell) {
        return new ModelAndView(
                "account/forgotten", "page", new ForgottenPage(shell, recovery.byMail(), FieldFaults.NONE));
    }

    @PostMapping("/password/forgotten")
    ModelAndView ask(Shell shell, @RequestParam(defaultValue = "") String account) {
        if (!recovery.byMail()) {
            // nothing would be on its way
            return forgotten(shell, FieldFaults.NONE);
        }
        try {
            recovery.ask(account, Optional.of(shell.language().tag()));
            return FORGOTTEN.seeOther(Notice.RECOVERY_ASKED);
        } catch (AccountsException e) {
            return forgotten(shell, FieldFaults.of(e));
        }
    }

    @GetMapping("/password/reset/{token}")
    ModelAndView form(Shell shell, @PathVariable String token) {
        return reset(shell, token, FieldFaults.NONE);
    }

    @PostMapping("/password/reset/{token}")
    ModelAndView choose(
            Shell shell,
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeat) {
        if (!password.equals(repeat)) {
            return reset(shell, token, FieldFaults.at("repeat", "password.differs"));
        }
        try {
            recovery.reset(token, password);
            return LOGIN.seeOther(Notice.PASSWORD_SET);
        } catch (AccountsException e) {
            return reset(shell, token, FieldFaults.of(e));
        }
    }

    private ModelAndView forgotten(Shell shell, FieldFaults faults) {
        ForgottenPage page = new ForgottenPage(shell, recovery.byMail(), faults);
        return new ModelAndView("account/forgotten", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private ModelAndView reset(Shell shell, String token, FieldFaults faults) {
        Optional<String> name = recovery.holder(token).map(User::name);
        HttpStatus status = faults.any() || name.isEmpty() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
        return new ModelAndView("account/reset", Map.of("page", new ResetPage(shell, token, name, faults)), status);
    }
}
