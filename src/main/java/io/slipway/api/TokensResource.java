package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.Credential;
import io.slipway.access.Credentials;
import io.slipway.access.ScopeNames;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.User;
import io.slipway.content.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own personal access tokens.
@RestController
class TokensResource {

    private static final String PATH = "/api/v1/tokens";

    /// @param overlapHours how long the old secret stays good
    record Rotation(@Nullable Integer overlapHours) {}

    record Change(@Nullable Boolean disabled) {}

    private final SiteAccess site;
    private final Credentials credentials;
    private final ScopeNames names;

    TokensResource(SiteAccess site, Credentials credentials, ScopeNames names) {
        this.site = site;
        this.credentials = credentials;
        this.names = names;
    }

    /// The newest first.
    @GetMapping(PATH)
    ResponseEntity<List<CredentialView>> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        User user = site.self(ApiCallerFilter.caller(request));
        PageQuery query = PageQuery.of(after, limit);
        Page<Credential> page = credentials.page(user, query.number(), query.limit());
        List<CredentialView> items =
                page.items().stream().map(CredentialView::of).toList();
        return query.answer(PATH, items, page.more(), view -> String.valueOf(view.id()));
    }

    /// The answer has the secret: it is never shown again.
    @PostMapping(PATH)
    ResponseEntity<CredentialView> create(@RequestBody CredentialBody body, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        User user = site.account(caller);
        return made(credentials.issue(user, body.on(names, caller), caller));
    }

    @GetMapping(PATH + "/{id}")
    CredentialView get(@PathVariable long id, HttpServletRequest request) {
        return CredentialView.of(credentials.get(site.self(ApiCallerFilter.caller(request)), id));
    }

    /// Another secret for the same token.
    @PostMapping(PATH + "/{id}/rotations")
    ResponseEntity<CredentialView> rotate(
            @PathVariable long id, @RequestBody Rotation body, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        User user = site.account(caller);
        Optional<Duration> overlap = Optional.ofNullable(body.overlapHours()).map(Duration::ofHours);
        return made(credentials.rotate(user, id, overlap, caller));
    }

    @PatchMapping(PATH + "/{id}")
    CredentialView change(@PathVariable long id, @RequestBody Change body, HttpServletRequest request) {
        User user = site.account(ApiCallerFilter.caller(request));
        return CredentialView.of(credentials.setDisabled(user, id, Fields.need(body.disabled(), "disabled")));
    }

    @DeleteMapping(PATH + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable long id, HttpServletRequest request) {
        credentials.revoke(site.account(ApiCallerFilter.caller(request)), id);
    }

    private static ResponseEntity<CredentialView> made(Credentials.Issued issued) {
        return ResponseEntity.created(
                        URI.create(PATH + "/" + issued.credential().id()))
                .body(CredentialView.of(issued));
    }
}
