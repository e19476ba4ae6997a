package io.slipway.api;

import io.slipway.access.SiteAccess;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Accounts, for administrators.
@RestController
class UsersResource {

    private static final String PATH = "/api/v1/users";

    record Creation(
            @Nullable String name,
            @Nullable String password,
            @Nullable String email,
            @Nullable Boolean administrator) {

        NewUser toNewUser() {
            if (name == null || password == null) {
                throw ApiException.invalid("name and password are needed");
            }
            return new NewUser(
                    new AccountName(name),
                    Optional.ofNullable(email),
                    password,
                    Boolean.TRUE.equals(administrator),
                    Optional.empty());
        }
    }

    private final SiteAccess site;
    private final Users users;

    UsersResource(SiteAccess site, Users users) {
        this.site = site;
        this.users = users;
    }

    @GetMapping(PATH)
    ResponseEntity<List<UserView>> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        PageQuery query = PageQuery.of(after, limit);
        List<UserView> read = users.page(query.after(), query.limit() + 1).stream()
                .map(UserView::of)
                .toList();
        boolean more = read.size() > query.limit();
        return query.answer(PATH, more ? read.subList(0, query.limit()) : read, more, UserView::name);
    }

    /// An account is shown to administrators and to itself.
    @GetMapping(PATH + "/{name}")
    UserView get(@PathVariable String name, HttpServletRequest request) {
        User caller = site.self(ApiCallerFilter.caller(request));
        if (caller.name().equals(name)) {
            return UserView.of(caller);
        }
        site.administrator(ApiCallerFilter.caller(request));
        return users.find(name).map(UserView::of).orElseThrow(ApiException::notFound);
    }

    @PostMapping(PATH)
    ResponseEntity<UserView> create(@RequestBody Creation body, HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        User user = users.create(body.toNewUser());
        return ResponseEntity.created(URI.create(PATH + "/" + user.name())).body(UserView.of(user));
    }
}
