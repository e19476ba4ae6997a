package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.slipway.builds.Delivery;
import io.slipway.builds.SourceRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a Git provider sent, and what came of it.
///
/// @param headers none that is secret; of one delivery only
/// @param body    as much of it as is kept; of one delivery only
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({"id", "key", "receivedAt", "event", "verdict", "reason", "kind", "ref", "commit", "builds"})
record DeliveryView(
        long id,
        String key,
        Instant receivedAt,
        String event,
        String verdict,
        String reason,
        Optional<String> kind,
        Optional<String> ref,
        Optional<String> commit,
        List<Integer> builds,
        Optional<Map<String, String>> headers,
        Optional<String> body) {

    static DeliveryView of(Delivery delivery) {
        return view(delivery, Optional.empty(), Optional.empty());
    }

    static DeliveryView of(Delivery delivery, byte[] body) {
        return view(
                delivery,
                Optional.of(new TreeMap<>(delivery.headers())),
                Optional.of(new String(body, StandardCharsets.UTF_8)));
    }

    private static DeliveryView view(Delivery delivery, Optional<Map<String, String>> headers, Optional<String> body) {
        return new DeliveryView(
                delivery.id(),
                delivery.key(),
                delivery.receivedAt(),
                delivery.event(),
                PoliciesResource.id(delivery.verdict()),
                GitHookResource.id(delivery.reason()),
                delivery.ref().map(ref -> PoliciesResource.id(ref.kind())),
                delivery.ref().map(SourceRef::name),
                delivery.commit(),
                delivery.builds(),
                headers,
                body);
    }
}
