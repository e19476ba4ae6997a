package io.slipway.web.account;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Invitation;
import io.slipway.accounts.Invitations;
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
import org.springframework.web.servlet.ModelAndView;

/// What the link of an invitation opens.
@Controller
class InvitationController {

    private final SiteAccess site;
    private final Invitations invitations;
    private final SignUps signUps;

    InvitationController(SiteAccess site, Invitations invitations, SignUps signUps) {
        this.site = site;
        this.invitations = invitations;
        this.signUps = signUps;
    }

    @GetMapping("/signup/invitation/{token}")
    ModelAndView show(Shell shell, @PathVariable String token) {
        Optional<Invitation> found = invitations.find(token);
        return page(shell, token, found, found.isEmpty() ? dead() : FieldFaults.NONE);
    }

    @PostMapping("/signup/invitation/{token}")
    ModelAndView accept(Caller caller, Shell shell, @PathVariable String token) {
        try {
            Invitation joined = invitations.accept(token, site.account(caller));
            return new OwnPath("/orgs/" + joined.organisation().orElseThrow()).seeOther(Notice.JOINED);
        } catch (AccountsException e) {
            return page(shell, token, invitations.find(token), FieldFaults.of(e));
        }
    }

    private ModelAndView page(Shell shell, String token, Optional<Invitation> invitation, FieldFaults faults) {
        InvitationPage page = new InvitationPage(
                shell,
                token,
                invitation.map(Invitation::invitedBy).orElse(""),
                invitation.flatMap(Invitation::organisation),
                signUps.mode() != SignUps.Mode.CLOSED,
                faults);
        return new ModelAndView(
                "account/invitation",
                Map.of("page", page),
                faults.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    private static FieldFaults dead() {
        return FieldFaults.ofForm("fault.invitation-invalid");
    }
}
