package io.slipway.web.rules;

import io.slipway.access.Access;
import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.PolicyDocument;
import io.slipway.content.PolicyException;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.TagPolicy;
import io.slipway.gc.GoneTag;
import io.slipway.gc.Retention;
import io.slipway.gc.RetentionPreview;
import io.slipway.gc.RetentionPreviews;
import io.slipway.gc.RetentionRun;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Edition;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import io.slipway.web.rules.RulesPage.Gone;
import io.slipway.web.rules.RulesPage.Preview;
import io.slipway.web.rules.RulesPage.Row;
import io.slipway.web.rules.RulesPage.Run;
import io.slipway.web.rules.RulesPage.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Tag rules and retention of a repository, a look at what they would take, and what they took.
@Component
class RulesPages implements RepositoryPart {

    private static final String RULES = "rules";
    private static final String RUN = "rules-run";
    private static final String VIEW = "rules/rules";
    private static final int SIZE = 100;
    private static final int RUNS = 10;

    private final Access access;
    private final RepositoryHeads heads;
    private final Policies policies;
    private final Retention retention;

    private final RetentionPreviews previews;

    RulesPages(
            Access access, RepositoryHeads heads, Policies policies, Retention retention, RetentionPreviews previews) {
        this.previews = previews;
        this.access = access;
        this.heads = heads;
        this.policies = policies;
        this.retention = retention;
    }

    @Override
    public Set<String> names() {
        return Set.of(RULES, RUN);
    }

    @Override
    public ModelAndView show(Asked asked) {
        if (!asked.part().equals(RULES)) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        TagPolicy policy = policies.of(repository);
        Optional<Preview> preview = asked.parameter("preview").isEmpty()
                ? Optional.empty()
                : policies.retention(repository)
                        .map(it -> preview(
                                repository,
                                it,
                                asked.parameter("after"),
                                false,
                                asked.shell().language()));
        RulesForm form = RulesForm.of(PolicyDocument.of(policy));
        return new ModelAndView(VIEW, "page", page(asked, repository, form, RulesFault.NONE, preview));
    }

    /// @throws OciException NAME_UNKNOWN, DENIED to whoever may not manage it, or only look
    @Override
    public ModelAndView change(Asked asked, Map<String, String> fields) {
        if (asked.part().equals(RUN)) {
            Repository repository = access.toMaintain(asked.caller(), asked.name());
            retention.run(repository, asked.caller().principal().orElseThrow());
            return path(repository).seeOther(Notice.RETENTION_STARTED);
        }
        boolean look = fields.containsKey("preview");
        Repository repository =
                look ? access.toMaintain(asked.caller(), asked.name()) : access.toManage(asked.caller(), asked.name());
        RulesForm form = new RulesForm(fields);
        try {
            TagPolicy wanted = form.toDocument(true).toPolicy();
            if (look) {
                RetentionPolicy thought = new PolicyDocument(null, form.retention())
                        .toPolicy()
                        .retention()
                        .orElseThrow();
                Optional<Preview> preview = Optional.of(
                        preview(repository, thought, "", true, asked.shell().language()));
                return new ModelAndView(VIEW, "page", page(asked, repository, form, RulesFault.NONE, preview));
            }
            TagPolicy kept = policies.change(repository, now -> Edition.fits(fields, edition(now)) ? wanted : now);
            return kept.equals(wanted)
                    ? path(repository).seeOther(Notice.SAVED)
                    : refused(asked, repository, form, RulesFault.CHANGED, HttpStatus.CONFLICT);
        } catch (PolicyException e) {
            return refused(asked, repository, form, RulesFault.of(form, e), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView refused(
            Asked asked, Repository repository, RulesForm form, RulesFault fault, HttpStatus status) {
        RulesPage page = page(asked, repository, form, fault, Optional.empty());
        return new ModelAndView(VIEW, Map.of("page", page), status);
    }

    private RulesPage page(
            Asked asked, Repository repository, RulesForm form, RulesFault fault, Optional<Preview> preview) {
        TagPolicy now = policies.of(repository);
        Language language = asked.shell().language();
        List<Run> runs = retention.runs(repository, Optional.empty(), RUNS).items().stream()
                .map(run -> run(run, language))
                .toList();
        boolean inherited = now.retention().isEmpty()
                && policies.retention(repository)
                        .filter(it -> !it.rules().isEmpty())
                        .isPresent();
        return new RulesPage(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, RULES),
                form,
                fault,
                fault.equals(RulesFault.CHANGED) ? edition(now) : form.or(Edition.FIELD, edition(now)),
                inherited,
                new Shown(preview, runs, gone(asked, repository)));
    }

    private Optional<Gone> gone(Asked asked, Repository repository) {
        String id = asked.parameter("run");
        if (id.isEmpty() || id.length() > 18 || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        Page<GoneTag> found = retention.gone(repository, Long.parseLong(id), asked.parameter("after"), SIZE);
        return Optional.of(new Gone(
                Long.parseLong(id),
                found.items().stream()
                        .map(tag -> new Gone.Tag(tag.name(), tag.digest().toString()))
                        .toList(),
                found.more()
                        ? Optional.of("/r/" + repository.name() + "/-/rules?run=" + id + "&after="
                                + found.items().getLast().name())
                        : Optional.empty()));
    }

    private Preview preview(
            Repository repository, RetentionPolicy policy, String after, boolean typed, Language language) {
        Optional<RetentionPreview> computed = previews.of(repository, policy);
        if (computed.isEmpty()) {
            return new Preview(typed, Optional.empty(), List.of(), Optional.empty());
        }
        Page<RetentionPreview.Row> page = computed.get().page(false, after, SIZE);
        return new Preview(
                typed,
                computed.map(it -> Sums.of(it, language)),
                page.items().stream().map(RulesPages::row).toList(),
                page.more() && !typed
                        ? Optional.of("/r/" + repository.name() + "/-/rules?preview=yes&after="
                                + page.items().getLast().tag())
                        : Optional.empty());
    }

    private static Row row(RetentionPreview.Row row) {
        return new Row(row.tag(), row.goes(), "rules.reason." + id(row.reason()), row.rule());
    }

    private static Run run(RetentionRun run, Language language) {
        return new Run(
                run.id(),
                "rules.state." + id(run.state()),
                run.by().orElse(""),
                Moment.of(run.createdAt(), language),
                run.counts());
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String edition(TagPolicy policy) {
        return Edition.of(PolicyDocument.of(policy).toString());
    }

    private static OwnPath path(Repository repository) {
        return new OwnPath("/r/" + repository.name() + "/-/" + RULES);
    }
}
