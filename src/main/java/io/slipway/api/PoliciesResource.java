package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.TagPolicy;
import io.slipway.gc.GoneTag;
import io.slipway.gc.Retention;
import io.slipway.gc.RetentionPreview;
import io.slipway.gc.RetentionPreviews;
import io.slipway.gc.RetentionRun;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// What holds for the tags of a repository, what it would take away, and what it took.
@Component
class PoliciesResource {

    static final String NAME = "policies";

    private static final String PREVIEW = NAME + ":preview";
    private static final String RUN = NAME + ":run";
    private static final String RUNS = NAME + "/runs";
    private static final String TAGS = "/tags";
    private static final String SOON = "2";
    private static final String PATH = "/api/v1/repositories/";

    private final Access access;
    private final Policies policies;
    private final Retention retention;
    private final RetentionPreviews previews;

    PoliciesResource(Access access, Policies policies, Retention retention, RetentionPreviews previews) {
        this.access = access;
        this.previews = previews;
        this.policies = policies;
        this.retention = retention;
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> get(Caller caller, RepositoryPath path, PageQuery page) {
        String below = path.below().orElse("");
        if (below.equals(NAME)) {
            Repository repository = access.toMaintain(caller, path.name());
            return Optional.of(EntityTag.answer(PolicyDocument.of(policies.of(repository))));
        }
        if (below.equals(RUNS)) {
            return Optional.of(runs(access.toMaintain(caller, path.name()), page));
        }
        if (below.startsWith(RUNS + "/") && below.endsWith(TAGS)) {
            String id = below.substring(RUNS.length() + 1, Math.max(RUNS.length() + 1, below.length() - TAGS.length()));
            return Optional.of(gone(access.toMaintain(caller, path.name()), id, page));
        }
        return Optional.empty();
    }

    ResponseEntity<PolicyDocument> put(
            Caller caller, RepositoryPath path, PolicyDocument wanted, @Nullable String ifMatch) {
        Repository repository = access.toManage(caller, path.name());
        TagPolicy policy = wanted.toPolicy();
        TagPolicy changed = policies.change(repository, now -> {
            EntityTag.require(ifMatch, PolicyDocument.of(now));
            return policy;
        });
        return EntityTag.answer(PolicyDocument.of(changed));
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> post(
            Caller caller, RepositoryPath path, DeletionsResource.Body body, HttpServletRequest request) {
        return switch (path.below().orElse("")) {
            case PREVIEW -> Optional.of(preview(access.toMaintain(caller, path.name()), body.toRetention(), request));
            case RUN -> {
                Repository repository = access.toMaintain(caller, path.name());
                body.requireNothing();
                RetentionRun run = retention.run(repository, caller.principal().orElseThrow());
                URI runs = URI.create(PATH + repository.name() + "/-/" + RUNS);
                yield Optional.of(ResponseEntity.accepted().location(runs).body(RunView.of(run)));
            }
            default -> Optional.empty();
        };
    }

    /// Of the policy that is given, or else of the one that holds.
    private ResponseEntity<?> preview(
            Repository repository, Optional<PolicyDocument.Retention> given, HttpServletRequest request) {
        PageQuery page = PageQuery.of(request.getParameter("after"), request.getParameter("limit"));
        RetentionPolicy policy = given.flatMap(
                        it -> new PolicyDocument(null, it).toPolicy().retention())
                .or(() -> policies.retention(repository))
                .orElseThrow(() -> new ApiException(409, "no-policy", "there is no retention policy: give one"));
        boolean going = "true".equals(request.getParameter("going"));
        Optional<RetentionPreview> found = previews.of(repository, policy);
        return found.isPresent()
                ? ResponseEntity.ok(PreviewView.of(found.get(), found.get().page(going, page.after(), page.limit())))
                : ResponseEntity.accepted()
                        .header(HttpHeaders.RETRY_AFTER, SOON)
                        .body(PreviewView.Computing.NOW);
    }

    private ResponseEntity<List<RunView>> runs(Repository repository, PageQuery page) {
        Page<RetentionRun> found = retention.runs(repository, page.number(), page.limit());
        return page.answer(
                PATH + repository.name() + "/-/" + RUNS,
                found.items(),
                found.more(),
                (RetentionRun run) -> String.valueOf(run.id()),
                RunView::of);
    }

    private ResponseEntity<List<GoneView>> gone(Repository repository, String id, PageQuery page) {
        if (id.isEmpty() || id.length() > 18 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiException.notFound();
        }
        Page<GoneTag> found = retention.gone(repository, Long.parseLong(id), page.after(), page.limit());
        return page.answer(
                PATH + repository.name() + "/-/" + RUNS + "/" + id + TAGS,
                found.items(),
                found.more(),
                GoneTag::name,
                GoneView::of);
    }

    record GoneView(String name, String digest) {

        static GoneView of(GoneTag tag) {
            return new GoneView(tag.name(), tag.digest().toString());
        }
    }

    static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
