package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.IssuedLink;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Recovery;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.User;
import io.slipway.accounts.UserRights;
import io.slipway.accounts.Users;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Everybody's accounts: to be changed by administrators, to be read by auditors too, and one's own by oneself.
@RestController
@RequestMapping(AccountsResource.PATH)
class AccountsResource {

    static final String PATH = "/api/v1/users";

    /// Without a password the account waits for a link that lets its owner choose one.
    record Creation(
            @Nullable String name,
            @Nullable String password,
            @Nullable String email,
            @Nullable Boolean administrator) {

        NewUser toNewUser() {
            if (name == null) {
                throw ApiException.invalid("a name is needed; without a password, hand out a link afterwards");
            }
            return new NewUser(
                    new AccountName(name),
                    Optional.ofNullable(email),
                    Optional.ofNullable(password),
                    Boolean.TRUE.equals(administrator),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    record Change(
            @Nullable Boolean disabled,
            @Nullable Boolean administrator,
            @Nullable Boolean auditor) {

        UserRights.Change toChange() {
            UserRights.Change change = new UserRights.Change(
                    Optional.ofNullable(disabled), Optional.ofNullable(administrator), Optional.ofNullable(auditor));
            if (change.empty()) {
                throw ApiException.invalid("give disabled, administrator or auditor");
            }
            return change;
        }
    }

    record LinkRequest() {}

    /// Shown once.
    record Link(String url, Instant expiresAt) implements ShownOnce {

        @Override
        public boolean showsSecret() {
            return true;
        }
    }

    private final SiteAccess site;
    private final Users users;
    private final UserRights rights;
    private final Recovery recovery;
    private final SecondFactors factors;
    private final Transfers transfers;
    private final AccessResource explained;
    private final PublicUrl publicUrl;

    AccountsResource(Accounts accounts, SiteAccess site, Transfers transfers, AccessResource explained, PublicUrl url) {
        this.site = site;
        this.users = accounts.users();
        this.rights = accounts.rights();
        this.recovery = accounts.recovery();
        this.factors = accounts.factors();
        this.transfers = transfers;
        this.explained = explained;
        this.publicUrl = url;
    }

    @GetMapping
    ResponseEntity<List<AccountView>> list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        PageQuery query = PageQuery.of(after, limit);
        QueryText part = new QueryText("q", q);
        List<AccountView> read = users.page(part.value(), query.after(), query.limit() + 1).stream()
                .map(AccountView::of)
                .toList();
        boolean more = read.size() > query.limit();
        List<AccountView> items = more ? read.subList(0, query.limit()) : read;
        return query.answer(part.in(PATH), items, more, AccountView::name);
    }

    @GetMapping("/{name}")
    ResponseEntity<AccountView> get(@PathVariable String name, HttpServletRequest request) {
        return EntityTag.answer(AccountView.of(toRead(request, name)));
    }

    @PostMapping
    ResponseEntity<AccountView> create(@RequestBody Creation body, HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        User user = users.create(body.toNewUser());
        return ResponseEntity.created(URI.create(PATH + "/" + user.name())).body(AccountView.of(user));
    }

    @PatchMapping("/{name}")
    ResponseEntity<AccountView> change(
            @PathVariable String name,
            @RequestBody Change body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        User user = toChange(request, name);
        UserRights.Change change = body.toChange();
        User changed = rights.change(user.id(), now -> {
            EntityTag.require(ifMatch, AccountView.of(now));
            return change;
        });
        return EntityTag.answer(AccountView.of(changed));
    }

    /// A link by which the account's owner chooses a password; an older one ends.
    @PostMapping("/{name}/password-links")
    @ResponseStatus(HttpStatus.CREATED)
    Link link(@PathVariable String name, @RequestBody LinkRequest body, HttpServletRequest request) {
        User administrator = site.administrator(ApiCallerFilter.caller(request));
        IssuedLink link = recovery.linkFor(toChange(request, name).id(), administrator.id());
        String base = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort());
        return new Link(base + link.path(), link.expiresAt());
    }

    @DeleteMapping("/{name}/second-factor")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void disableFactors(@PathVariable String name, HttpServletRequest request) {
        factors.disable(toChange(request, name).id());
    }

    /// @param transferTo the namespace that takes the account's repositories
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name, @RequestParam Optional<String> transferTo, HttpServletRequest request) {
        transfers.deleteUser(
                toChange(request, name), transferTo.map(heir -> new QueryText("transferTo", heir).value()));
    }

    /// What somebody may do where.
    @GetMapping("/{name}/access")
    ResponseEntity<List<HoldingView>> access(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        return explained.of(toRead(request, name), PageQuery.of(after, limit));
    }

    private User toChange(HttpServletRequest request, String name) {
        site.administrator(ApiCallerFilter.caller(request));
        return users.find(name).orElseThrow(ApiException::notFound);
    }

    private User toRead(HttpServletRequest request, String name) {
        Caller caller = ApiCallerFilter.caller(request);
        User self = site.self(caller);
        if (self.name().equals(name)) {
            return self;
        }
        site.overseer(caller);
        return users.find(name).orElseThrow(ApiException::notFound);
    }
}
