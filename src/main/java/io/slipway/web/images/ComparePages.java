package io.slipway.web.images;

import io.slipway.access.Access;
import io.slipway.content.ImageChoice;
import io.slipway.content.ImageDifferences;
import io.slipway.content.ImageFacts;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Reference;
import io.slipway.oci.Tag;
import io.slipway.web.FieldFaults;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import io.slipway.web.Size;
import io.slipway.web.images.ComparePage.Compared;
import io.slipway.web.images.ComparePage.Form;
import io.slipway.web.images.ComparePage.Platform;
import io.slipway.web.images.ComparePage.Side;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Two tags or digests of a repository beside each other, for whoever may see it: `compare/1.0...1.1`.
@Component
class ComparePages implements RepositoryPart {

    private static final String FORM = "compare";
    private static final String PAIR = FORM + "/";
    private static final String DOTS = "...";

    private final Access access;
    private final RepositoryHeads heads;
    private final Images images;
    private final ComparedFiles files;

    ComparePages(Access access, RepositoryHeads heads, Images images, ComparedFiles files) {
        this.access = access;
        this.heads = heads;
        this.images = images;
        this.files = files;
    }

    @Override
    public Set<String> names() {
        return Set.of(FORM, PAIR);
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toSee(asked.caller(), asked.name());
        return asked.part().equals(FORM) ? form(asked, repository) : pair(asked, repository);
    }

    /// Leads to the address of the pair when both are there.
    private ModelAndView form(Asked asked, Repository repository) {
        Form form = new Form(asked.parameter("from"), asked.parameter("to"), FieldFaults.NONE);
        if (form.from().isEmpty() || form.to().isEmpty()) {
            return answer(page(asked, repository, form, Optional.empty(), false), HttpStatus.OK);
        }
        for (Map.Entry<String, String> field :
                Map.of("from", form.from(), "to", form.to()).entrySet()) {
            if (find(repository, field.getValue()).isEmpty()) {
                Form refused =
                        new Form(form.from(), form.to(), FieldFaults.at(field.getKey(), "compare.fault.missing"));
                return answer(
                        page(asked, repository, refused, Optional.empty(), false), HttpStatus.UNPROCESSABLE_CONTENT);
            }
        }
        return new OwnPath("/r/" + repository.name() + "/-/" + PAIR + form.from() + DOTS + form.to()).found();
    }

    private ModelAndView pair(Asked asked, Repository repository) {
        String pair = asked.part().substring(PAIR.length());
        int dots = pair.indexOf(DOTS);
        if (dots < 0) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Form form = new Form(pair.substring(0, dots), pair.substring(dots + DOTS.length()), FieldFaults.NONE);
        String platform = asked.parameter("platform");
        ImageChoice from = images.choose(repository, Reference.parse(form.from()), platform);
        ImageChoice to = images.choose(
                repository,
                Reference.parse(form.to()),
                platform.isEmpty() ? from.platforms().key() : platform);
        boolean waiting = from.image().facts().waiting() || to.image().facts().waiting();
        if (waiting) {
            // without a script, too: it is there in a moment
            asked.response().setHeader("Refresh", "2");
        }
        return answer(page(asked, repository, form, Optional.of(List.of(from, to)), waiting), HttpStatus.OK);
    }

    private ComparePage page(
            Asked asked, Repository repository, Form form, Optional<List<ImageChoice>> sides, boolean waiting) {
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "tags");
        Language language = asked.shell().language();
        return new ComparePage(
                asked.shell(),
                head,
                form,
                waiting,
                sides.filter(_ -> !waiting).map(it -> compared(head, form, it.getFirst(), it.getLast(), language)),
                sides.filter(_ -> !waiting)
                        .flatMap(it -> files.of(
                                asked,
                                repository,
                                it.getFirst().image(),
                                it.getLast().image())));
    }

    private static Compared compared(
            RepositoryHead head, Form form, ImageChoice from, ImageChoice to, Language language) {
        ImageDifferences images =
                new ImageDifferences(from.image().facts(), to.image().facts());
        Differences differences = new Differences(images, language);
        return new Compared(
                side(head, from, language),
                side(head, to, language),
                platforms(head.path(PAIR + form.from() + DOTS + form.to()), from, to),
                differences.parts(),
                differences.layers(),
                images.same(),
                Size.of(images.more(), language));
    }

    private static Side side(RepositoryHead head, ImageChoice chosen, Language language) {
        ImageFacts facts = chosen.image().facts();
        Reference reference = chosen.reference();
        return new Side(
                reference instanceof Tag
                        ? reference.toString()
                        : Brief.of(chosen.manifest().digest()),
                head.path((reference instanceof Tag ? "tags/" : "manifests/") + reference),
                chosen.image().digest().toString(),
                Brief.of(chosen.image().digest()),
                facts.created().map(it -> Moment.of(it, language)),
                facts.totalSize().map(it -> Size.of(it, language)));
    }

    private static List<Platform> platforms(String path, ImageChoice from, ImageChoice to) {
        List<Platform> both = from.platforms().parts().keySet().stream()
                .filter(to.platforms().parts()::containsKey)
                .map(it -> new Platform(
                        it,
                        path + "?platform=" + URLEncoder.encode(it, StandardCharsets.UTF_8),
                        it.equals(from.platforms().key())))
                .toList();
        return both.size() > 1 ? both : List.of();
    }

    private Optional<ManifestDetails> find(Repository repository, String text) {
        try {
            return images.find(repository, Reference.parse(text));
        } catch (OciException _) {
            return Optional.empty();
        }
    }

    private static ModelAndView answer(ComparePage page, HttpStatus status) {
        return new ModelAndView("images/compare", Map.of("page", page), status);
    }
}
