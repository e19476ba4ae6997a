package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.web.FieldFaults;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import io.slipway.web.admin.AccountsPage.Form;
import io.slipway.web.admin.AccountsPage.Rows;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Everybody's accounts.
@Controller
class AccountsController {

    static final String PATH = "/admin/users";

    private static final int SIZE = 50;

    private final SiteAccess site;
    private final Users users;
    private final AccountController one;

    AccountsController(SiteAccess site, Users users, AccountController one) {
        this.site = site;
        this.users = users;
        this.one = one;
    }

    @GetMapping("/admin")
    ModelAndView start(Caller caller) {
        site.overseer(caller);
        return new OwnPath(PATH).found();
    }

    @GetMapping(PATH)
    ModelAndView list(
            Caller caller,
            Shell shell,
            @RequestParam(name = "q", defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after) {
        site.overseer(caller);
        return new ModelAndView("admin/accounts", "page", page(caller, shell, Words.clean(query), Words.clean(after)));
    }

    /// Without a password, the page of the new account shows a link to choose one.
    @PostMapping(PATH)
    ModelAndView create(
            Caller caller, Shell shell, @RequestParam Map<String, String> fields, HttpServletRequest request) {
        site.administrator(caller);
        Form form =
                new Form(Words.clean(fields.getOrDefault("name", "")), Words.clean(fields.getOrDefault("email", "")));
        Optional<String> password =
                Optional.of(fields.getOrDefault("password", "")).filter(it -> !it.isEmpty());
        try {
            User made = users.create(new NewUser(
                    new AccountName(form.name()),
                    Optional.of(form.email()).filter(it -> !it.isEmpty()),
                    password,
                    false,
                    Optional.empty(),
                    Optional.empty()));
            return password.isPresent()
                    ? new OwnPath(PATH + "/" + made.name()).seeOther()
                    : one.link(caller, shell, made.name(), request);
        } catch (AccountsException e) {
            AccountsPage page = page(caller, shell, "", "");
            AccountsPage refused = new AccountsPage(shell, true, page.list(), form, faults(e));
            return new ModelAndView("admin/accounts", Map.of("page", refused), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private AccountsPage page(Caller caller, Shell shell, String words, String after) {
        List<AccountRow> read =
                users.page(words, after, SIZE + 1).stream().map(AccountRow::of).toList();
        boolean more = read.size() > SIZE;
        List<AccountRow> rows = more ? read.subList(0, SIZE) : read;
        Optional<String> next = more
                ? Optional.of(UriComponentsBuilder.fromPath(PATH)
                        .queryParamIfPresent("q", Optional.of(words).filter(it -> !it.isEmpty()))
                        .queryParam("after", rows.getLast().name())
                        .encode()
                        .toUriString())
                : Optional.empty();
        return new AccountsPage(
                shell,
                site.isAdministrator(caller),
                new Rows(words, rows, after.isEmpty(), next),
                new Form("", ""),
                FieldFaults.NONE);
    }

    private static FieldFaults faults(AccountsException error) {
        return switch (error.code()) {
            case NAME_INVALID, NAME_RESERVED -> FieldFaults.at("name", "admin.fault.name");
            case NAME_TAKEN -> FieldFaults.at("name", "admin.fault.taken");
            case EMAIL_INVALID -> FieldFaults.at("email", "admin.fault.email");
            case EMAIL_TAKEN -> FieldFaults.at("email", "admin.fault.email-taken");
            case PASSWORD_TOO_SHORT -> FieldFaults.at("password", "password.short");
            case PASSWORD_TOO_LONG -> FieldFaults.at("password", "password.long");
            case PASSWORD_COMMON -> FieldFaults.at("password", "password.common");
            case PASSWORD_PERSONAL -> FieldFaults.at("password", "password.personal");
            default -> throw error;
        };
    }
}
