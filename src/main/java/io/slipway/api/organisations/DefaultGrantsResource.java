package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.Grantee;
import io.slipway.access.Grants;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Role;
import java.util.List;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Roles that the new repositories of a namespace start with.
@RestController
@RequestMapping({
    OrganisationsResource.PATH + "/{namespace}/default-grants",
    "/api/v1/namespaces/{namespace}/default-grants"
})
class DefaultGrantsResource extends RolesResource {

    private final Grants grants;

    DefaultGrantsResource(NamespaceAccess access, Grants grants) {
        super(access);
        this.grants = grants;
    }

    @Override
    List<GrantView> list(Namespace namespace) {
        return grants.defaults(namespace).stream().map(GrantView::of).toList();
    }

    @Override
    void set(Namespace namespace, Grantee.Kind kind, String name, Role role, Caller by) {
        grants.setDefault(namespace, kind, name, role, by);
    }

    @Override
    void revoke(Namespace namespace, Grantee.Kind kind, String name) {
        grants.revokeDefault(namespace, kind, name);
    }
}
