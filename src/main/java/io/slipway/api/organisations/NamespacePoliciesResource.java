package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.EntityTag;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.TagPolicy;
import io.slipway.gc.Retention;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// What holds for the tags of all repositories of a namespace.
@RestController
class NamespacePoliciesResource {

    private static final String ORGANISATION = OrganisationsResource.PATH + "/{namespace}/policies";
    private static final String NAMESPACE = "/api/v1/namespaces/{namespace}/policies";

    /// @param repositories that follow the policy, and in which it is applied now
    record Started(int repositories) {}

    private final NamespaceAccess access;
    private final Policies policies;
    private final Retention retention;

    NamespacePoliciesResource(NamespaceAccess access, Policies policies, Retention retention) {
        this.access = access;
        this.policies = policies;
        this.retention = retention;
    }

    @GetMapping({ORGANISATION, NAMESPACE})
    ResponseEntity<PolicyDocument> get(@PathVariable String namespace, HttpServletRequest request) {
        Namespace found = access.toOversee(ApiCallerFilter.caller(request), namespace);
        return EntityTag.answer(PolicyDocument.of(policies.of(found)));
    }

    @PutMapping({ORGANISATION, NAMESPACE})
    ResponseEntity<PolicyDocument> put(
            @PathVariable String namespace,
            @RequestBody PolicyDocument body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        Namespace found = access.toGovern(ApiCallerFilter.caller(request), namespace);
        TagPolicy wanted = body.toPolicy();
        TagPolicy changed = policies.change(found, now -> {
            EntityTag.require(ifMatch, PolicyDocument.of(now));
            return wanted;
        });
        return EntityTag.answer(PolicyDocument.of(changed));
    }

    @PostMapping({ORGANISATION + ":run", NAMESPACE + ":run"})
    ResponseEntity<Started> run(@PathVariable String namespace, HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        Namespace found = access.toGovern(caller, namespace);
        int started = retention.run(found.id(), found.name(), caller.principal().orElseThrow());
        return ResponseEntity.accepted().body(new Started(started));
    }
}
