package io.slipway.api.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.api.ApiCallerFilter;
import io.slipway.api.ApiException;
import io.slipway.api.EntityTag;
import io.slipway.api.PageQuery;
import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.TagPolicy;
import io.slipway.gc.Retention;
import io.slipway.gc.RetentionPreviews;
import io.slipway.gc.RetentionPreviews.OfRepository;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What holds for the tags of all repositories of a namespace.
@RestController
class NamespacePoliciesResource {

    private static final String ORGANISATION = OrganisationsResource.PATH + "/{namespace}/policies";
    private static final String NAMESPACE = "/api/v1/namespaces/{namespace}/policies";

    private static final String SOON = "2";
    /// Repositories of a page, each of which may have very many tags.
    private static final int MOST = 50;

    /// @param repositories that follow the policy, and in which it is applied now
    record Started(int repositories) {}

    /// @param retention that is thought of; without it the one that holds
    record Wanted(PolicyDocument.@Nullable Retention retention) {}

    private final NamespaceAccess access;
    private final Policies policies;
    private final Retention retention;

    private final RetentionPreviews previews;

    NamespacePoliciesResource(
            NamespaceAccess access, Policies policies, Retention retention, RetentionPreviews previews) {
        this.previews = previews;
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

    /// What the policy would take of each repository that follows it. Those that take longer are counted meanwhile.
    @PostMapping({ORGANISATION + ":preview", NAMESPACE + ":preview"})
    ResponseEntity<NamespacePreviewView> preview(
            @PathVariable String namespace,
            @RequestBody(required = false) @Nullable Wanted body,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Namespace found = access.toGovern(ApiCallerFilter.caller(request), namespace);
        PageQuery page = PageQuery.of(after, limit);
        RetentionPolicy policy = Optional.ofNullable(body)
                .flatMap(it ->
                        new PolicyDocument(null, it.retention()).toPolicy().retention())
                .or(() -> policies.retention(found))
                .orElseThrow(() -> new ApiException(409, "no-policy", "there is no retention policy: give one"));
        Page<OfRepository> all = previews.in(found.id(), policy, page.after(), Math.min(page.limit(), MOST));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (all.items().stream().anyMatch(it -> it.preview().isEmpty())) {
            answer.header(HttpHeaders.RETRY_AFTER, SOON);
        }
        return answer.body(NamespacePreviewView.of(all));
    }
}
