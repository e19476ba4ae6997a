package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.Grants;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Roles on all that a namespace has, and those that its new repositories start with.
@RestController
@RequestMapping({OrganisationsResource.PATH + "/{namespace}", "/api/v1/namespaces/{namespace}"})
class NamespaceGrantsResource {

    record Body(@Nullable String role) {

        Role toRole() {
            return Given.role(role, "role", Role.READ);
        }
    }

    private final NamespaceAccess access;
    private final Grants grants;

    NamespaceGrantsResource(NamespaceAccess access, Grants grants) {
        this.access = access;
        this.grants = grants;
    }

    @GetMapping("/grants")
    List<GrantView> list(@PathVariable String namespace, HttpServletRequest request) {
        return grants.list(access.toOversee(ApiCallerFilter.caller(request), namespace)).stream()
                .map(GrantView::of)
                .toList();
    }

    @PutMapping("/grants/{kind}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void put(
            @PathVariable String namespace,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestBody Body body,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Namespace found = access.toGovern(caller, namespace);
        grants.set(found, Given.kind(kind), name, body.toRole(), caller);
    }

    @DeleteMapping("/grants/{kind}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String namespace,
            @PathVariable String kind,
            @PathVariable String name,
            HttpServletRequest request) {
        grants.revoke(access.toGovern(ApiCallerFilter.caller(request), namespace), Given.kind(kind), name);
    }

    @GetMapping("/default-grants")
    List<GrantView> defaults(@PathVariable String namespace, HttpServletRequest request) {
        return grants.defaults(access.toOversee(ApiCallerFilter.caller(request), namespace)).stream()
                .map(GrantView::of)
                .toList();
    }

    @PutMapping("/default-grants/{kind}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void putDefault(
            @PathVariable String namespace,
            @PathVariable String kind,
            @PathVariable String name,
            @RequestBody Body body,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Namespace found = access.toGovern(caller, namespace);
        grants.setDefault(found, Given.kind(kind), name, body.toRole(), caller);
    }

    @DeleteMapping("/default-grants/{kind}/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteDefault(
            @PathVariable String namespace,
            @PathVariable String kind,
            @PathVariable String name,
            HttpServletRequest request) {
        grants.revokeDefault(access.toGovern(ApiCallerFilter.caller(request), namespace), Given.kind(kind), name);
    }
}
