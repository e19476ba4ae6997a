package io.slipway.web.trash;

import io.slipway.access.Access;
import io.slipway.content.Actor;
import io.slipway.content.DeletionPlan;
import io.slipway.content.DeletionPlan.Parent;
import io.slipway.content.DeletionPlans;
import io.slipway.content.Deletions;
import io.slipway.content.Repository;
import io.slipway.content.TagQuery;
import io.slipway.content.TagSort;
import io.slipway.content.Tags;
import io.slipway.content.Trash;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import io.slipway.web.FieldFaults;
import io.slipway.web.Language;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import io.slipway.web.Size;
import io.slipway.web.TagState;
import io.slipway.web.trash.DeletePage.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Deletes tags (`?tag=1.0&tag=1.1`, or `?all=yes&q=…` as the list of tags asks) or an image (`?digest=…`) after a look
/// at what would go. What is deleted is what was shown.
@Component
class DeletePages implements RepositoryPart {

    /// As many as a form of this page has.
    private static final int MOST = 500;

    private final Access access;
    private final RepositoryHeads heads;
    private final DeletionPlans plans;
    private final Deletions deletions;
    private final Trash trash;
    private final Tags tags;

    DeletePages(
            Access access, RepositoryHeads heads, DeletionPlans plans, Deletions deletions, Trash trash, Tags tags) {
        this.access = access;
        this.heads = heads;
        this.plans = plans;
        this.deletions = deletions;
        this.trash = trash;
        this.tags = tags;
    }

    @Override
    public Set<String> names() {
        return Set.of("delete");
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        return view(page(asked, repository, FieldFaults.NONE), HttpStatus.OK);
    }

    /// @throws OciException NAME_UNKNOWN, DENIED to whoever may not delete here, MANIFEST_UNKNOWN
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        try {
            delete(asked, repository, form.containsKey("parents"));
        } catch (OciException e) {
            if (e.code() != ErrorCode.DENIED) {
                throw e;
            }
            FieldFaults faults = FieldFaults.at("parents", "delete.fault");
            return view(page(asked, repository, faults), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new OwnPath("/r/" + repository.name() + "/-/tags").seeOther(Notice.DELETED);
    }

    private void delete(Asked asked, Repository repository, boolean parents) {
        Actor actor = asked.actor();
        Optional<Digest> digest = digest(asked);
        if (digest.isPresent()) {
            Stream<Digest> above = parents
                    ? plans.of(repository, digest.get()).parents().stream().map(Parent::digest)
                    : Stream.empty();
            deletions.delete(
                    repository, actor, Stream.concat(digest.stream(), above).toList());
        } else {
            deletions.delete(repository, actor, named(asked));
        }
    }

    private DeletePage page(Asked asked, Repository repository, FieldFaults faults) {
        Optional<Digest> digest = digest(asked);
        DeletionPlan plan = digest.map(it -> plans.of(repository, it))
                .orElseGet(() -> plans.of(repository, tags(asked, repository)));
        Language language = asked.shell().language();
        return new DeletePage(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, "tags"),
                digest.map(Named::of),
                plan,
                Size.of(plan.images().bytes(), language),
                Size.of(plan.images().freed(), language),
                trash.window().toDays(),
                all(asked) && tags.count(repository, TagState.filter(asked)) > MOST,
                faults);
    }

    private static Optional<Digest> digest(Asked asked) {
        return Optional.of(asked.parameter("digest"))
                .filter(it -> !it.isEmpty())
                .map(Digest::parse);
    }

    /// All that the list of tags would show, or those that are named.
    private List<Tag> tags(Asked asked, Repository repository) {
        if (!all(asked)) {
            return named(asked);
        }
        TagQuery query = new TagQuery(TagSort.NAME, TagState.filter(asked), Optional.empty(), MOST);
        return tags.list(repository, query).items().stream()
                .map(tag -> new Tag(tag.name()))
                .toList();
    }

    private static boolean all(Asked asked) {
        return asked.parameter("all").equals("yes");
    }

    private static List<Tag> named(Asked asked) {
        String[] names = asked.request().getParameterValues("tag");
        if (names == null) {
            return List.of();
        }
        return Arrays.stream(names).limit(MOST).map(Tag::parse).toList();
    }

    private static ModelAndView view(DeletePage page, HttpStatus status) {
        return new ModelAndView("trash/delete", Map.of("page", page), status);
    }
}
