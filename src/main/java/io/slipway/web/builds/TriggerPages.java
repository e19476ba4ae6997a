package io.slipway.web.builds;

import io.slipway.access.Access;
import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.BuildsException;
import io.slipway.builds.SourceRef;
import io.slipway.builds.Trigger;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryPart;
import io.slipway.web.builds.TriggerViews.Tried;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Git repositories whose pushes become images here: for whom maintains the repository.
@Component
class TriggerPages implements RepositoryPart {

    static final String NAME = "build-triggers";

    private static final String BELOW = NAME + "/";
    private static final String NEW = "new";

    private final Access access;
    private final BuildTriggers triggers;
    private final BuildRules rules;
    private final TriggerViewing views;
    private final TriggerForms forms;
    private final DeliveryPages deliveries;

    TriggerPages(
            Access access,
            BuildTriggers triggers,
            BuildRules rules,
            TriggerViewing views,
            TriggerForms forms,
            DeliveryPages deliveries) {
        this.access = access;
        this.triggers = triggers;
        this.rules = rules;
        this.views = views;
        this.forms = forms;
        this.deliveries = deliveries;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME, BELOW);
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        if (asked.part().equals(NAME)) {
            return new ModelAndView("builds/triggers", "page", views.all(asked, repository));
        }
        String[] path = asked.part().substring(BELOW.length()).split("/", -1);
        if (path.length == 1 && path[0].equals(NEW)) {
            return fresh(asked, repository, TriggerForm.fresh(), TriggerFault.NONE, Optional.empty());
        }
        Trigger trigger = get(repository, path[0]);
        if (path.length == 1) {
            return one(asked, repository, trigger, TriggerFault.NONE);
        }
        if (path[1].equals(DeliveryPages.NAME)) {
            return deliveries.show(asked, repository, trigger, path);
        }
        throw missing();
    }

    @Override
    public ModelAndView change(Asked asked, Map<String, String> fields) {
        Repository repository = access.toMaintain(asked.caller(), asked.name());
        TriggerForm form = new TriggerForm(fields);
        if (asked.part().equals(NAME)) {
            return create(asked, repository, form);
        }
        String[] path = asked.part().substring(asked.part().indexOf('/') + 1).split("/", -1);
        Trigger trigger = get(repository, path[0]);
        if (path.length > 2 && path[1].equals(DeliveryPages.NAME)) {
            return deliveries.redeliver(asked, repository, trigger, path);
        }
        if (path.length > 2) {
            throw missing();
        }
        return forms.change(asked, repository, trigger, path.length == 1 ? "" : path[1], form);
    }

    private ModelAndView create(Asked asked, Repository repository, TriggerForm form) {
        try {
            List<BuildRule> wanted = form.toRules();
            if (form.has("try")) {
                Optional<SourceRef> ref = TriggerViewing.typed(form);
                Optional<Tried> tried = ref.map(it -> TriggerViewing.tried(it, rules.test(it, wanted)));
                return fresh(asked, repository, form, TriggerFault.NONE, tried);
            }
            Trigger made =
                    forms.create(repository, form, asked.caller().principal().orElseThrow());
            return new OwnPath(TriggerViewing.path(repository, made)).seeOther(Notice.CREATED);
        } catch (BuildsException e) {
            return fresh(asked, repository, form, TriggerFault.of(form, e), Optional.empty());
        }
    }

    private ModelAndView fresh(
            Asked asked, Repository repository, TriggerForm form, TriggerFault fault, Optional<Tried> tried) {
        return new ModelAndView(
                "builds/trigger-new",
                Map.of("page", views.fresh(asked, repository, form, fault, tried)),
                fault.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    private ModelAndView one(Asked asked, Repository repository, Trigger trigger, TriggerFault fault) {
        List<BuildRule> kept = rules.list(repository, trigger.id());
        TriggerForm form = TriggerForm.of(trigger, kept);
        return views.one(asked, repository, trigger, form, fault);
    }

    private Trigger get(Repository repository, String id) {
        if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw missing();
        }
        try {
            return triggers.get(repository, UUID.fromString(id));
        } catch (BuildsException e) {
            throw missing();
        }
    }

    static OciException missing() {
        return new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
