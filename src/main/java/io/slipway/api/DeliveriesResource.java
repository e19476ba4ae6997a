package io.slipway.api;

import io.slipway.builds.Deliveries;
import io.slipway.builds.Delivery;
import io.slipway.builds.HookAnswer;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/// What Git providers sent to a trigger, the newest first.
@Component
class DeliveriesResource {

    record Redelivered(List<Integer> builds, String reason) {}

    private final Deliveries deliveries;

    DeliveriesResource(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    ServerResponse list(TriggerCall call) {
        PageQuery page = call.page();
        Page<Delivery> found = deliveries.page(call.maintained(), call.id(), page.number(), page.limit());
        ResponseEntity<List<DeliveryView>> answer = page.answer(
                call.path() + "/" + call.id() + "/deliveries",
                found.items(),
                found.more(),
                (Delivery delivery) -> String.valueOf(delivery.id()),
                DeliveryView::of);
        return ServerResponse.ok()
                .headers(to -> to.addAll(answer.getHeaders()))
                .body(found.items().stream().map(DeliveryView::of).toList());
    }

    ServerResponse get(TriggerCall call) {
        Delivery delivery = deliveries.get(call.maintained(), call.id(), call.number(2));
        return ServerResponse.ok().body(DeliveryView.of(delivery, deliveries.body(delivery)));
    }

    ServerResponse redeliver(TriggerCall call) {
        Repository repository = call.maintained();
        HookAnswer.Taken taken = deliveries.redeliver(repository, call.id(), call.number(2), call.by());
        return ServerResponse.status(HttpStatus.ACCEPTED)
                .body(new Redelivered(taken.builds(), GitHookResource.id(taken.reason())));
    }
}
