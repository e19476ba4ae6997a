package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.Transfers;
import io.slipway.accounts.Description;
import io.slipway.content.Page;
import io.slipway.content.PolicyDocument;
import io.slipway.content.Readme;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryChange;
import io.slipway.content.RepositorySummary;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Repositories, and what is below them.
@RestController
class RepositoriesResource {

    private static final String PATH = "/api/v1/repositories";

    /// At least one of them; the name changes alone. Of a tag: whether it is locked, and when it expires.
    record Change(
            @Nullable String visibility,
            @Nullable String description,
            @Nullable String name,
            @Nullable Boolean locked,
            @Nullable String expires) {

        TagHoldsResource.Body toHold() {
            if (visibility != null || description != null || name != null) {
                throw ApiException.invalid("of a tag, locked and expires can be changed");
            }
            return new TagHoldsResource.Body(locked, expires);
        }

        void check() {
            if (locked != null || expires != null) {
                throw ApiException.invalid("locked and expires are of a tag");
            }
            if ((name == null) == (visibility == null && description == null)) {
                throw ApiException.invalid("give visibility, description or both, or the name alone");
            }
        }

        Optional<Visibility> toVisibility() {
            return Optional.ofNullable(visibility).map(RepositoriesResource::visibility);
        }

        Optional<Description> toDescription() {
            return Optional.ofNullable(description).map(Description::new);
        }
    }

    /// What is below a repository's name: a grant, the README, what a tag names, rules for tags, or a quota.
    record Put(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String role,
            @Nullable String text,
            @Nullable String digest,
            @Nullable List<PolicyDocument.Rule> tagRules,
            PolicyDocument.@Nullable Retention retention,
            @Nullable Long limit) {

        private boolean rules() {
            return tagRules != null || retention != null || limit != null;
        }

        private boolean other() {
            return kind != null || name != null || role != null || text != null || digest != null;
        }

        QuotaView.Body toQuota() {
            if (other() || tagRules != null || retention != null) {
                throw ApiException.invalid("a quota has nothing but its limit");
            }
            return new QuotaView.Body(limit);
        }

        PolicyDocument toPolicy() {
            if (other() || limit != null) {
                throw ApiException.invalid("a policy has tagRules and retention");
            }
            return new PolicyDocument(tagRules, retention);
        }

        GrantsResource.Body toGrant() {
            if (text != null || digest != null || rules()) {
                throw ApiException.invalid("a grant has kind, name and role");
            }
            return new GrantsResource.Body(kind, name, role);
        }

        Readme toReadme() {
            if (kind != null || name != null || role != null || digest != null || rules()) {
                throw ApiException.invalid("a README has nothing but its text");
            }
            return ReadmeResource.readme(Fields.need(text, "text"));
        }

        @Nullable
        String toDigest() {
            if (kind != null || name != null || role != null || text != null || rules()) {
                throw ApiException.invalid("a tag has nothing but the digest that it names");
            }
            return digest;
        }
    }

    record Creation(
            @Nullable String name,
            @Nullable String visibility,
            @Nullable String description) {

        RepositoryName toName() {
            return RepositoryName.parse(name == null ? "" : name);
        }

        Visibility toVisibility() {
            return visibility == null ? Visibility.PRIVATE : RepositoriesResource.visibility(visibility);
        }

        Description toDescription() {
            return new Description(description == null ? "" : description);
        }
    }

    private final Access access;
    private final Repositories repositories;
    private final Transfers transfers;
    private final Below below;

    RepositoriesResource(Access access, Repositories repositories, Transfers transfers, Below below) {
        this.access = access;
        this.repositories = repositories;
        this.transfers = transfers;
        this.below = below;
    }

    @GetMapping(PATH)
    ResponseEntity<List<RepositoryView>> list(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        PageQuery query = PageQuery.of(after, limit);
        Page<RepositorySummary> page =
                repositories.summaries(access.visible(ApiCallerFilter.caller(request)), query.after(), query.limit());
        List<RepositoryView> items =
                page.items().stream().map(RepositoryView::of).toList();
        return query.answer(PATH, items, page.more(), RepositoryView::name);
    }

    /// An empty repository, where the caller may make one by a push too.
    @PostMapping(PATH)
    ResponseEntity<RepositoryView> create(@RequestBody Creation body, HttpServletRequest request) {
        RepositoryName name = body.toName();
        Visibility visibility = body.toVisibility();
        Description description = body.toDescription();
        Repository repository = access.toMake(ApiCallerFilter.caller(request), name);
        RepositoryChange settings = new RepositoryChange(Optional.of(description), Optional.of(visibility));
        RepositorySummary made = repositories.change(repository, _ -> settings);
        return ResponseEntity.created(URI.create(PATH + "/" + name)).body(RepositoryView.of(made));
    }

    /// Names have slashes: what is asked for is told from what follows `/-/`.
    @GetMapping(PATH + "/{*rest}")
    @Parameter(
            name = "q",
            in = ParameterIn.QUERY,
            description = "of tags: a part of the name, or how the digest begins")
    @Parameter(name = "on", in = ParameterIn.QUERY, description = "of a history: back from the end of that day, UTC")
    @Parameter(name = "platform", in = ParameterIn.QUERY, description = "of tags: what their images are for")
    @Parameter(name = "sort", in = ParameterIn.QUERY, description = "of tags: name, newest, version, size or pulled")
    @Nullable
    ResponseEntity<?> get(
            @PathVariable String rest,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String user,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RepositoryPath path = RepositoryPath.parse(rest);
        Caller caller = ApiCallerFilter.caller(request);
        if (below.builds().isLog(path)) {
            below.builds().log(caller, path, request.getParameter("from"), request, response);
            return null;
        }
        return switch (path.below().orElse("")) {
            case "" -> whole(caller, path);
            case TagsResource.NAME -> below.tags().list(access.toSee(caller, path.name()), request);
            case TagsResource.HISTORY -> below.tags().history(access.toSee(caller, path.name()), request);
            case ReadmeResource.NAME -> below.readme().get(access.toSee(caller, path.name()));
            case DeletionsResource.TRASH -> below.deletions().list(caller, path, PageQuery.of(after, limit));
            case GrantsResource.NAME ->
                ResponseEntity.ok(below.grants().list(below.access().toOversee(caller, path.name())));
            case AccessResource.NAME -> below.access().in(caller, path.name(), user, PageQuery.of(after, limit));
            case AuditResource.NAME ->
                below.audit().in(below.access().toOversee(caller, path.name()), request, response);
            case RepositoryQuotaResource.NAME ->
                ResponseEntity.ok(below.quota().get(below.access().toOversee(caller, path.name())));
            case UsageResource.NAME ->
                below.usage().of(access.toSee(caller, path.name()), request.getParameter("days"));
            default ->
                below.files()
                        .in(caller, path, PageQuery.of(after, limit), request)
                        .or(() -> below.comparisons().in(caller, path, PageQuery.of(after, limit), request))
                        .or(() -> ofTags(caller, path, request))
                        .or(() -> below.builds().in(caller, path, PageQuery.of(after, limit)))
                        .or(() -> below.policies().get(caller, path, PageQuery.of(after, limit)))
                        .or(() -> below.images().in(caller, path, PageQuery.of(after, limit)))
                        .orElseThrow(() -> nothing(caller, path));
        };
    }

    @PatchMapping(PATH + "/{*rest}")
    ResponseEntity<?> change(
            @PathVariable String rest,
            @RequestBody Change body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        RepositoryPath path = RepositoryPath.parse(rest);
        Caller caller = ApiCallerFilter.caller(request);
        if (path.below().isPresent()) {
            return below.holds().patch(caller, path, body, request).orElseThrow(() -> nothing(caller, path));
        }
        body.check();
        Repository repository = access.toManage(caller, path.name());
        if (body.name() != null) {
            return rename(repository, RepositoryName.parse(body.name()), caller, ifMatch);
        }
        RepositoryChange change = new RepositoryChange(body.toDescription(), body.toVisibility());
        RepositorySummary changed = repositories.change(repository, now -> {
            EntityTag.require(ifMatch, RepositoryView.of(now));
            return change;
        });
        return EntityTag.answer(RepositoryView.of(changed));
    }

    @PutMapping(PATH + "/{*rest}")
    ResponseEntity<?> put(
            @PathVariable String rest,
            @RequestBody Put body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            HttpServletRequest request) {
        RepositoryPath path = RepositoryPath.parse(rest);
        Caller caller = ApiCallerFilter.caller(request);
        return switch (path.below().orElse("")) {
            case GrantsResource.NAME -> {
                GrantsResource.Body grant = body.toGrant();
                yield ResponseEntity.ok(below.grants().put(access.toManage(caller, path.name()), grant, caller));
            }
            case ReadmeResource.NAME ->
                below.readme().put(access.toManage(caller, path.name()), body.toReadme(), ifMatch);
            case RepositoryQuotaResource.NAME -> below.quota().put(caller, path, body.toQuota());
            case PoliciesResource.NAME -> below.policies().put(caller, path, body.toPolicy(), ifMatch);
            default ->
                below.deletions().put(caller, path, body.toDigest(), request).orElseThrow(() -> nothing(caller, path));
        };
    }

    @PostMapping(PATH + "/{*rest}")
    ResponseEntity<?> post(
            @PathVariable String rest,
            @RequestBody(required = false) DeletionsResource.@Nullable Body given,
            HttpServletRequest request) {
        RepositoryPath path = RepositoryPath.parse(rest);
        Caller caller = ApiCallerFilter.caller(request);
        DeletionsResource.Body body = Objects.requireNonNullElse(given, DeletionsResource.Body.NOTHING);
        return below.policies()
                .post(caller, path, body, request)
                .or(() -> below.quota().post(caller, path, body))
                .or(() -> below.builds().post(caller, path, body))
                .or(() -> below.deletions().post(caller, path, body, request))
                .orElseThrow(() -> nothing(caller, path));
    }

    @DeleteMapping(PATH + "/{*rest}")
    ResponseEntity<?> delete(@PathVariable String rest, HttpServletRequest request) {
        RepositoryPath path = RepositoryPath.parse(rest);
        Caller caller = ApiCallerFilter.caller(request);
        String start = GrantsResource.NAME + "/";
        String part = path.below().orElse("");
        if (part.startsWith(start)) {
            below.grants().delete(access.toManage(caller, path.name()), part.substring(start.length()));
            return ResponseEntity.noContent().build();
        }
        if (part.equals(RepositoryQuotaResource.NAME)) {
            return below.quota().delete(caller, path);
        }
        return below.deletions().delete(caller, path, request).orElseThrow(() -> nothing(caller, path));
    }

    /// In another namespace, too. Whoever gave it away may see nothing of it any more.
    private ResponseEntity<RepositoryView> rename(
            Repository repository, RepositoryName name, Caller caller, @Nullable String ifMatch) {
        transfers.rename(repository, name, caller, now -> EntityTag.require(ifMatch, RepositoryView.of(now)));
        return ResponseEntity.ok().header("Content-Location", PATH + "/" + name).body(view(access.toSee(caller, name)));
    }

    private Optional<ResponseEntity<?>> ofTags(Caller caller, RepositoryPath path, HttpServletRequest request) {
        return path.below()
                .flatMap(TagsResource::historyOf)
                .map(tag -> below.tags().history(access.toSee(caller, path.name()), tag, request));
    }

    private ResponseEntity<RepositoryView> whole(Caller caller, RepositoryPath path) {
        if (path.below().isPresent()) {
            throw nothing(caller, path);
        }
        return EntityTag.answer(view(access.toSee(caller, path.name())));
    }

    /// A hidden repository is missing first.
    private RuntimeException nothing(Caller caller, RepositoryPath path) {
        access.toSee(caller, path.name());
        return ApiException.notFound();
    }

    private RepositoryView view(Repository repository) {
        return RepositoryView.of(repositories.summary(repository));
    }

    private static Visibility visibility(String id) {
        return switch (id) {
            case "public" -> Visibility.PUBLIC;
            case "private" -> Visibility.PRIVATE;
            default -> throw ApiException.invalid("visibility is public or private");
        };
    }
}
