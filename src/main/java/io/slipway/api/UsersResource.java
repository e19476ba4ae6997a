package io.slipway.api;

import io.slipway.access.SiteAccess;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own account.
@RestController
class UsersResource {

    private final SiteAccess site;

    UsersResource(SiteAccess site) {
        this.site = site;
    }

    @GetMapping("/api/v1/me")
    UserView me(HttpServletRequest request) {
        return UserView.of(site.self(ApiCallerFilter.caller(request)));
    }
}
