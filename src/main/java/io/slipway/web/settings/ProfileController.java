package io.slipway.web.settings;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Proof;
import io.slipway.access.SiteAccess;
import io.slipway.access.ThrottledException;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.EmailChanges;
import io.slipway.accounts.Profile;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
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

/// Name, language and e-mail address.
@Controller
class ProfileController {

    private static final OwnPath PATH = new OwnPath("/settings/profile");

    private final SiteAccess site;
    private final Users users;
    private final EmailChanges emails;
    private final Proof proof;

    ProfileController(SiteAccess site, Users users, EmailChanges emails, Proof proof) {
        this.site = site;
        this.users = users;
        this.emails = emails;
        this.proof = proof;
    }

    @GetMapping("/settings")
    ModelAndView start() {
        return PATH.seeOther();
    }

    @GetMapping("/settings/profile")
    ModelAndView show(Caller caller, Shell shell) {
        return new ModelAndView("settings/profile", "page", ProfilePage.of(shell, site.self(caller)));
    }

    @PostMapping("/settings/profile")
    ModelAndView change(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String displayName,
            @RequestParam(defaultValue = "") String language) {
        User user = site.account(caller);
        try {
            Optional<String> spoken = Optional.of(language).filter(tag -> !tag.isEmpty());
            Profile profile = new Profile(displayName, spoken);
            users.changeProfile(user.id(), _ -> profile);
            return PATH.seeOther(Notice.PROFILE_CHANGED);
        } catch (AccountsException e) {
            return refused(
                    ProfilePage.of(shell, user).typed(displayName, language).with(FieldFaults.of(e)));
        }
    }

    /// Sends the mails; the address counts once the link in one of them was used.
    @PostMapping("/settings/email")
    ModelAndView changeEmail(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password) {
        User user = site.account(caller);
        ProfilePage page = ProfilePage.of(shell, user).typedEmail(email);
        try {
            proof.password(user, password);
            emails.request(user.id(), email);
            return PATH.seeOther(Notice.EMAIL_ASKED);
        } catch (AccountsException e) {
            return refused(page.with(FieldFaults.of(e)));
        } catch (AccessException wrong) {
            return refused(page.with(FieldFaults.at("password", "password.wrong")));
        } catch (ThrottledException tooMany) {
            return refused(page.with(FieldFaults.at("password", "login.throttled")));
        }
    }

    /// For whoever has the link, signed in or not.
    @GetMapping("/settings/email/{token}")
    ModelAndView confirmation(Shell shell, @PathVariable String token) {
        return new ModelAndView("settings/email", "page", new EmailPage(shell, token, FieldFaults.NONE));
    }

    @PostMapping("/settings/email/{token}")
    ModelAndView confirm(Shell shell, @PathVariable String token) {
        try {
            emails.confirm(token);
            return (shell.user().isPresent() ? PATH : new OwnPath("/login")).seeOther(Notice.EMAIL_CHANGED);
        } catch (AccountsException e) {
            EmailPage page = new EmailPage(shell, token, FieldFaults.of(e));
            return new ModelAndView("settings/email", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private static ModelAndView refused(ProfilePage page) {
        return new ModelAndView("settings/profile", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
