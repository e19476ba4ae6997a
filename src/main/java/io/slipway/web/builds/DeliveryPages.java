package io.slipway.web.builds;

import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildsException;
import io.slipway.builds.Deliveries;
import io.slipway.builds.Delivery;
import io.slipway.builds.Delivery.Verdict;
import io.slipway.builds.HookAnswer;
import io.slipway.builds.NoBuild;
import io.slipway.builds.SourceRef;
import io.slipway.builds.Trigger;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.builds.TriggerViews.DeliveryRow;
import io.slipway.web.builds.TriggerViews.OneDelivery;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What Git providers sent to a trigger, and what came of it.
@Component
class DeliveryPages {

    static final String NAME = "deliveries";

    private static final int SIZE = 50;
    private static final int SHORT = 12;

    private final Deliveries deliveries;
    private final BuildRules rules;
    private final RepositoryHeads heads;

    DeliveryPages(Deliveries deliveries, BuildRules rules, RepositoryHeads heads) {
        this.deliveries = deliveries;
        this.rules = rules;
        this.heads = heads;
    }

    /// @param path what follows `build-triggers/`
    ModelAndView show(Asked asked, Repository repository, Trigger trigger, String[] path) {
        if (path.length == 2) {
            return list(asked, repository, trigger);
        }
        if (path.length != 3) {
            throw TriggerPages.missing();
        }
        return one(asked, repository, trigger, get(repository, trigger, path[2]), "");
    }

    ModelAndView redeliver(Asked asked, Repository repository, Trigger trigger, String[] path) {
        if (path.length != 4 || !path[3].equals("redeliver")) {
            throw TriggerPages.missing();
        }
        Delivery delivery = get(repository, trigger, path[2]);
        try {
            HookAnswer.Taken taken = deliveries.redeliver(
                    repository,
                    trigger.id(),
                    delivery.id(),
                    asked.caller().principal().orElseThrow());
            if (taken.builds().isEmpty()) {
                return one(asked, repository, trigger, delivery, message(taken.reason()));
            }
            String at = TriggerViewing.path(repository, trigger) + "/" + NAME + "/" + delivery.id();
            return new OwnPath(at).seeOther(Notice.BUILD_QUEUED);
        } catch (BuildsException e) {
            return one(
                    asked,
                    repository,
                    trigger,
                    delivery,
                    TriggerFault.of(new TriggerForm(Map.of()), e).message());
        }
    }

    private ModelAndView list(Asked asked, Repository repository, Trigger trigger) {
        Optional<Long> before = Optional.of(asked.parameter("before"))
                .filter(it -> it.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
        Page<Delivery> found = deliveries.page(repository, trigger.id(), before, SIZE);
        Language language = asked.shell().language();
        return new ModelAndView(
                "builds/deliveries",
                "page",
                new TriggerViews.Deliveries(
                        asked.shell(),
                        heads.of(asked.caller(), asked.shell(), repository, BuildPages.NAME),
                        row(repository, trigger),
                        found.items().stream().map(it -> row(it, language)).toList(),
                        before.isEmpty(),
                        found.more()
                                ? Optional.of(TriggerViewing.path(repository, trigger) + "/" + NAME + "?before="
                                        + found.items().getLast().id())
                                : Optional.empty()));
    }

    private ModelAndView one(Asked asked, Repository repository, Trigger trigger, Delivery delivery, String fault) {
        OneDelivery page = new OneDelivery(
                asked.shell(),
                heads.of(asked.caller(), asked.shell(), repository, BuildPages.NAME),
                row(repository, trigger),
                row(delivery, asked.shell().language()),
                delivery.key(),
                new TreeMap<>(delivery.headers()),
                new String(deliveries.body(delivery), StandardCharsets.UTF_8),
                delivery.ref().isPresent() && trigger.isActive(),
                fault);
        return new ModelAndView(
                "builds/delivery", Map.of("page", page), fault.isEmpty() ? HttpStatus.OK : HttpStatus.CONFLICT);
    }

    private Delivery get(Repository repository, Trigger trigger, String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw TriggerPages.missing();
        }
        try {
            return deliveries.get(repository, trigger.id(), Long.parseLong(id));
        } catch (BuildsException e) {
            throw TriggerPages.missing();
        }
    }

    private TriggerViews.Row row(Repository repository, Trigger trigger) {
        return TriggerViewing.row(trigger, rules.list(repository, trigger.id()).size());
    }

    private static DeliveryRow row(Delivery delivery, Language language) {
        return new DeliveryRow(
                delivery.id(),
                Moment.of(delivery.receivedAt(), language),
                delivery.event(),
                TriggerForm.id(delivery.verdict()),
                delivery.verdict() == Verdict.BUILDS || delivery.verdict() == Verdict.PING
                        ? ""
                        : message(delivery.reason()),
                delivery.ref().map(SourceRef::name).orElse(""),
                delivery.commit().map(id -> id.substring(0, SHORT)).orElse(""),
                delivery.builds());
    }

    private static String message(NoBuild reason) {
        return "triggers.none." + TriggerForm.id(reason);
    }
}
