package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.Grantee;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Role;
import io.slipway.api.ApiCallerFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;

/// Roles that somebody was given in a namespace, one for each of them.
abstract class RolesResource {

    record Body(@Nullable String role) {

        Role toRole() {
            return Given.role(role, "role", Role.READ);
        }
    }

    private final NamespaceAccess access;

    RolesResource(NamespaceAccess access) {
        this.access = access;
    }

    abstract List<GrantView> list(Namespace namespace);

    abstract void set(Namespace namespace, Grantee.Kind kind, String name, Role role, Caller by);

    abstract void revoke(Namespace namespace, Grantee.Kind kind, String name);

    @GetMapping
    List<GrantView> list(@PathVariable String namespace, HttpServletRequest request) {
        return list(access.toOversee(ApiCallerFilter.caller(request), namespace));
    }

    @PutMapping("/{kind}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(
            @PathVariable String namespace,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestBody Body body,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        set(access.toGovern(caller, namespace), Given.kind(kind), name, body.toRole(), caller);
    }

    @DeleteMapping("/{kind}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String namespace,
            @PathVariable String kind,
            @PathVariable String name,
            HttpServletRequest request) {
        revoke(access.toGovern(ApiCallerFilter.caller(request), namespace), Given.kind(kind), name);
    }
}
