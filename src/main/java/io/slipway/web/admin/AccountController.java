package io.slipway.web.admin;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Explanations;
import io.slipway.access.Holding;
import io.slipway.access.SiteAccess;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.User;
import io.slipway.accounts.UserRights;
import io.slipway.accounts.Users;
import io.slipway.content.Page;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.FieldFaults;
import io.slipway.web.HeldRole;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import io.slipway.web.admin.AccountPage.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// One account: what it may do, and for administrators how to change that.
@Controller
class AccountController {

    private static final String PATH = AccountsController.PATH + "/{name}";
    private static final int SIZE = 50;

    private final SiteAccess site;
    private final Users users;
    private final UserRights rights;
    private final AccountHelp help;
    private final Transfers transfers;
    private final Explanations explanations;

    AccountController(
            SiteAccess site,
            Users users,
            UserRights rights,
            AccountHelp help,
            Transfers transfers,
            Explanations explanations) {
        this.site = site;
        this.users = users;
        this.rights = rights;
        this.help = help;
        this.transfers = transfers;
        this.explanations = explanations;
    }

    @GetMapping(PATH)
    ModelAndView show(
            Caller caller, Shell shell, @PathVariable String name, @RequestParam(defaultValue = "") String after) {
        site.overseer(caller);
        return new ModelAndView("admin/account", "page", page(caller, shell, user(name), Words.clean(after)));
    }

    /// What is not ticked is taken away.
    @PostMapping(PATH)
    ModelAndView change(Caller caller, Shell shell, @PathVariable String name, @RequestParam Map<String, String> form) {
        site.administrator(caller);
        User user = user(name);
        try {
            UserRights.Change change = new UserRights.Change(
                    Optional.of(form.containsKey("disabled")),
                    Optional.of(form.containsKey("administrator")),
                    Optional.of(form.containsKey("auditor")));
            rights.change(user.id(), _ -> change);
            return path(name).seeOther(Notice.USER_CHANGED);
        } catch (AccountsException e) {
            return refused(page(caller, shell, user, "").with("", fault("rights", e)));
        }
    }

    @PostMapping(PATH + "/password-links")
    ModelAndView link(Caller caller, Shell shell, @PathVariable String name, HttpServletRequest request) {
        User administrator = site.administrator(caller);
        User user = user(name);
        AccountPage page = page(caller, shell, user, "");
        try {
            Link link = help.link(user, administrator, request);
            return new ModelAndView("admin/account", "page", page.with(link));
        } catch (AccountsException e) {
            return refused(page.with("", fault("link", e)));
        }
    }

    @PostMapping(PATH + "/second-factor")
    ModelAndView disableFactor(Caller caller, @PathVariable String name) {
        site.administrator(caller);
        help.disableFactor(user(name));
        return path(name).seeOther(Notice.USER_FACTOR_OFF);
    }

    @PostMapping(PATH + "/deletion")
    ModelAndView delete(
            Caller caller,
            Shell shell,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam(defaultValue = "") String transferTo) {
        site.administrator(caller);
        User user = user(name);
        String heir = Words.clean(transferTo);
        AccountPage page = page(caller, shell, user, "");
        if (!confirm.strip().equals(user.name())) {
            return refused(page.with(heir, FieldFaults.at("confirm", "admin.fault.confirm")));
        }
        try {
            transfers.deleteUser(user, Optional.of(heir).filter(it -> !it.isEmpty()));
            return new OwnPath(AccountsController.PATH).seeOther(Notice.USER_DELETED);
        } catch (AccountsException e) {
            return refused(page.with(heir, fault("confirm", e)));
        } catch (AccessException e) {
            return refused(page.with(heir, fault(e)));
        }
    }

    private AccountPage page(Caller caller, Shell shell, User user, String after) {
        Page<Holding> found = explanations.of(user.id(), after, SIZE);
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> UriComponentsBuilder.fromPath(AccountsController.PATH + "/" + user.name())
                        .queryParam("after", page.items().getLast().name())
                        .encode()
                        .toUriString());
        return new AccountPage(
                shell,
                site.isAdministrator(caller),
                AccountRow.of(user),
                shell.userName().equals(user.name()),
                Optional.empty(),
                "",
                FieldFaults.NONE,
                found.items().stream().map(HeldRole::ofRepository).toList(),
                next);
    }

    private User user(String name) {
        return users.find(name).orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }

    private static OwnPath path(String name) {
        return new OwnPath(AccountsController.PATH + "/" + name);
    }

    private static FieldFaults fault(String field, AccountsException error) {
        return FieldFaults.at(
                field,
                switch (error.code()) {
                    case LAST_ADMINISTRATOR -> "admin.fault.last-administrator";
                    case LAST_OWNER -> "admin.fault.last-owner";
                    case USER_UNKNOWN -> "admin.fault.disabled";
                    default -> throw error;
                });
    }

    private static FieldFaults fault(AccessException error) {
        return FieldFaults.at(
                "transferTo",
                switch (error.code()) {
                    case NOT_EMPTY -> "admin.fault.not-empty";
                    case NOT_FOUND -> "admin.fault.no-heir";
                    case NAME_TAKEN, NAME_INVALID -> "admin.fault.name-taken";
                    case NO_ROOM -> "repository.fault.no-room";
                    default -> throw error;
                });
    }

    private static ModelAndView refused(AccountPage page) {
        return new ModelAndView("admin/account", Map.of("page", page), HttpStatus.UNPROCESSABLE_CONTENT);
    }
}
