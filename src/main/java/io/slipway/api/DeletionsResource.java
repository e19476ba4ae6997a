package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Actor;
import io.slipway.content.DeletionPlan;
import io.slipway.content.DeletionPlan.Parent;
import io.slipway.content.DeletionPlans;
import io.slipway.content.Deletions;
import io.slipway.content.PolicyDocument;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryDeletions;
import io.slipway.content.Restored;
import io.slipway.content.TagEventPosition;
import io.slipway.content.Trash;
import io.slipway.content.TrashedManifest;
import io.slipway.oci.Digest;
import io.slipway.oci.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Deletes tags and manifests, tells before what would go, and brings back what went.
@Component
class DeletionsResource {

    static final String TRASH = "trash";
    static final String RESTORE = "trash:restore";
    static final String TAGS = "tags:delete";

    private static final String TAG = "tags/";
    private static final String MANIFEST = "manifests/";
    private static final int MOST = 1000;

    /// What is below a repository: tags to delete, a manifest to restore, a retention to look at, or a build to repeat.
    record Body(
            @Nullable List<String> tags,
            @Nullable Boolean dryRun,
            @Nullable String digest,
            PolicyDocument.@Nullable Retention retention,
            @Nullable Boolean cache) {

        static final Body NOTHING = new Body(null, null, null, null, null);

        /// Whether a build may use what earlier ones left: it may unless told.
        boolean toCache() {
            if (tags != null || dryRun != null || digest != null || retention != null) {
                throw ApiException.invalid("a build is repeated with cache or without, and nothing else");
            }
            return cache == null || cache;
        }

        void toNothing() {
            if (!equals(NOTHING)) {
                throw ApiException.invalid("nothing can be given here");
            }
        }

        Optional<PolicyDocument.Retention> toRetention() {
            if (tags != null || dryRun != null || digest != null || cache != null) {
                throw ApiException.invalid("a preview has nothing but the retention that is thought of");
            }
            return Optional.ofNullable(retention);
        }

        void requireNothing() {
            if (toRetention().isPresent()) {
                throw ApiException.invalid("a run has the policy that holds: change that first");
            }
        }

        List<Tag> toTags() {
            if (digest != null || retention != null || cache != null) {
                throw ApiException.invalid("tags are deleted by name; delete manifests one by one");
            }
            List<String> names = Fields.need(tags, "tags");
            if (names.isEmpty() || names.size() > MOST) {
                throw ApiException.invalid("tags has from 1 to " + MOST + " names");
            }
            return names.stream()
                    .map(name -> Tag.parse(Objects.requireNonNullElse(name, "")))
                    .toList();
        }

        Digest toDigest() {
            if (tags != null || dryRun != null || retention != null || cache != null) {
                throw ApiException.invalid("a manifest is restored by its digest alone");
            }
            return Digest.parse(Fields.need(digest, "digest"));
        }
    }

    private final Access access;
    private final DeletionPlans plans;
    private final Deletions deletions;
    private final Trash trash;
    private final RepositoryDeletions whole;

    DeletionsResource(Access access, DeletionPlans plans, Deletions deletions, Trash trash, RepositoryDeletions whole) {
        this.access = access;
        this.whole = whole;
        this.plans = plans;
        this.deletions = deletions;
        this.trash = trash;
    }

    ResponseEntity<List<TrashView>> list(Caller caller, RepositoryPath path, PageQuery page) {
        Repository repository = access.toMaintain(caller, path.name());
        Optional<TagEventPosition> after = TagEventPosition.parse(page.after());
        if (after.isEmpty() && !page.after().isEmpty()) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        var found = trash.page(repository, after, page.limit());
        return page.answer(
                "/api/v1/repositories/" + repository.name() + "/-/" + TRASH,
                found.items(),
                found.more(),
                (TrashedManifest manifest) -> manifest.position().toString(),
                TrashView::of);
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> post(Caller caller, RepositoryPath path, Body body, HttpServletRequest request) {
        return switch (path.below().orElse("")) {
            case TAGS -> Optional.of(ResponseEntity.ok(deleteTags(caller, path, body, request)));
            case RESTORE -> Optional.of(ResponseEntity.ok(restore(caller, path, body, request)));
            default -> Optional.empty();
        };
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> delete(Caller caller, RepositoryPath path, HttpServletRequest request) {
        if (path.below().isEmpty()) {
            return Optional.of(deleteAll(caller, path, request));
        }
        String below = path.below().orElse("");
        boolean plan = Flags.of(request, "dryRun");
        if (below.startsWith(TAG)) {
            Repository repository = access.toMaintain(caller, path.name());
            Tag tag = Tag.parse(below.substring(TAG.length()));
            if (plan) {
                return Optional.of(ResponseEntity.ok(DeletionView.of(plans.of(repository, List.of(tag)))));
            }
            deletions.delete(repository, actor(caller, request), tag);
            return Optional.of(ResponseEntity.noContent().build());
        }
        if (below.startsWith(MANIFEST)) {
            Repository repository = access.toMaintain(caller, path.name());
            Digest digest = Digest.parse(below.substring(MANIFEST.length()));
            DeletionPlan found = plans.of(repository, digest);
            if (plan) {
                return Optional.of(ResponseEntity.ok(DeletionView.of(found)));
            }
            deletions.delete(repository, actor(caller, request), all(found, digest, Flags.of(request, "parents")));
            return Optional.of(ResponseEntity.noContent().build());
        }
        return Optional.empty();
    }

    /// Lets a tag name a manifest that is here, or in the trash.
    ///
    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> put(
            Caller caller, RepositoryPath path, @Nullable String digest, HttpServletRequest request) {
        String below = path.below().orElse("");
        if (!below.startsWith(TAG)) {
            return Optional.empty();
        }
        Repository repository = access.toMaintain(caller, path.name());
        Tag tag = Tag.parse(below.substring(TAG.length()));
        trash.restore(repository, actor(caller, request), tag, Digest.parse(Fields.need(digest, "digest")));
        return Optional.of(ResponseEntity.noContent().build());
    }

    /// The repository itself: whoever manages it.
    private ResponseEntity<?> deleteAll(Caller caller, RepositoryPath path, HttpServletRequest request) {
        Repository repository = access.toManage(caller, path.name());
        if (Flags.of(request, "dryRun")) {
            return ResponseEntity.ok(RepositoryDeletionView.of(repository.name().value(), whole.plan(repository)));
        }
        return OperationView.accepted(whole.delete(repository, actor(caller, request), Flags.of(request, "locked")));
    }

    private DeletionView deleteTags(Caller caller, RepositoryPath path, Body body, HttpServletRequest request) {
        Repository repository = access.toMaintain(caller, path.name());
        List<Tag> tags = body.toTags();
        DeletionPlan plan = plans.of(repository, tags);
        return Boolean.TRUE.equals(body.dryRun())
                ? DeletionView.of(plan)
                : DeletionView.of(deletions.delete(repository, actor(caller, request), tags), plan);
    }

    private Restored restore(Caller caller, RepositoryPath path, Body body, HttpServletRequest request) {
        Repository repository = access.toMaintain(caller, path.name());
        return trash.restore(repository, actor(caller, request), body.toDigest());
    }

    private static List<Digest> all(DeletionPlan plan, Digest digest, boolean parents) {
        List<Digest> all = new ArrayList<>(List.of(digest));
        if (parents) {
            plan.parents().stream().map(Parent::digest).forEach(all::add);
        } else if (!plan.parents().isEmpty()) {
            throw new ApiException(
                    409,
                    "manifest-needed",
                    "an index needs it: " + plan.parents().getFirst().digest()
                            + "; delete that first, or both with parents=true");
        }
        return all;
    }

    static Actor actor(Caller caller, HttpServletRequest request) {
        return new Actor(
                caller.principal().orElseThrow(),
                Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""));
    }
}
