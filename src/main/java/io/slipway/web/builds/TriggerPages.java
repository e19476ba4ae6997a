package io.slipway.web.builds;

import io.slipway.access.Access;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.BuildsException;
import io.slipway.builds.Trigger;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.RepositoryPart;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
    private final TriggerViewing views;
    private final TriggerForms forms;
    private final DeliveryPages deliveries;
    private final TriggerWizard wizard;

    TriggerPages(
            Access access,
            BuildTriggers triggers,
            TriggerViewing views,
            TriggerForms forms,
            DeliveryPages deliveries,
            TriggerWizard wizard) {
        this.access = access;
        this.triggers = triggers;
        this.views = views;
        this.forms = forms;
        this.deliveries = deliveries;
        this.wizard = wizard;
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
            return wizard.begin(asked, repository);
        }
        Trigger trigger = get(repository, path[0]);
        if (path.length == 1) {
            return views.one(asked, repository, trigger);
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
            return wizard.create(asked, repository, form);
        }
        String[] path = asked.part().substring(asked.part().indexOf('/') + 1).split("/", -1);
        if (path.length == 1 && path[0].equals(NEW)) {
            return wizard.go(asked, repository, form);
        }
        Trigger trigger = get(repository, path[0]);
        if (path.length > 2 && path[1].equals(DeliveryPages.NAME)) {
            return deliveries.redeliver(asked, repository, trigger, path);
        }
        if (path.length > 2) {
            throw missing();
        }
        return forms.change(asked, repository, trigger, path.length == 1 ? "" : path[1], form);
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
