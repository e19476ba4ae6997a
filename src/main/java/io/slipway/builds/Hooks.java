package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.work.OpaqueToken;
import io.slipway.work.RequestOrigin;
import io.slipway.work.Throttle;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// The way in for Git providers: nothing is read of what a delivery says, and nothing is written, before its signature
/// is known to be right. Unknown, resting and badly signed look alike, and take alike.
@Service
public class Hooks {

    private static final Throttle.Policy POLICY =
            new Throttle.Policy(20, Duration.ofSeconds(5), Duration.ofMinutes(10));
    private static final int LONGEST_KEY = 200;

    private final TriggerSql sql;
    private final BuildTriggers triggers;
    private final HookPayloads payloads;
    private final Deliveries deliveries;
    private final Throttle throttle;
    private final Clock clock;

    Hooks(
            TriggerSql sql,
            BuildTriggers triggers,
            HookPayloads payloads,
            Deliveries deliveries,
            Throttle throttle,
            Clock clock) {
        this.sql = sql;
        this.triggers = triggers;
        this.payloads = payloads;
        this.deliveries = deliveries;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// @param trigger as it stands in the path
    public HookAnswer accept(String trigger, HookHeaders headers, InputStream in) throws IOException {
        String key = throttleKey(trigger);
        Duration wait = throttle.wait(key);
        if (wait.isPositive()) {
            return new HookAnswer.Wait(wait);
        }
        Optional<Trigger> found = id(trigger).flatMap(sql::find).filter(Trigger::isActive);
        HookProof proof = new HookProof(
                found.map(Trigger::provider).orElse(GitProvider.GITHUB),
                found.map(triggers::hookSecret)
                        .orElseGet(() -> OpaqueToken.fresh().value()),
                headers,
                clock.instant());
        Optional<HookBody> read = HookBody.read(in, proof);
        if (read.isEmpty()) {
            return new HookAnswer.TooLarge(HookBody.MOST);
        }
        try (HookBody body = read.get()) {
            if (!proof.holds() || found.isEmpty()) {
                throttle.miss(key, POLICY);
                return new HookAnswer.Refused();
            }
            throttle.clear(key);
            return take(found.get(), headers, body);
        }
    }

    /// What is tried too often from one address at one trigger waits; others do not.
    static String throttleKey(String trigger) {
        String address = RequestOrigin.current().map(RequestOrigin::address).orElse("");
        return "hook:" + id(trigger).map(UUID::toString).orElse("") + ":" + address;
    }

    static Optional<UUID> id(String text) {
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return Optional.empty();
        }
        return Optional.of(UUID.fromString(text));
    }

    private HookAnswer take(Trigger trigger, HookHeaders headers, HookBody body) throws IOException {
        byte[] hash = body.hash();
        HookDelivery delivery =
                new HookDelivery(key(trigger.provider(), headers, hash), hash, headers.shown(), body.head());
        HookPush push;
        try {
            push = payloads.read(trigger.provider(), headers, body);
        } catch (MalformedPayload e) {
            deliveries.refuse(trigger, delivery, "", NoBuild.MALFORMED, List.of());
            return new HookAnswer.Malformed(String.valueOf(e.getMessage()));
        }
        try {
            return deliveries.take(trigger, delivery, push);
        } catch (BuildsException e) {
            if (e.code() != Code.QUEUE_FULL) {
                throw e;
            }
            deliveries.refuse(trigger, delivery, push.event(), NoBuild.QUEUE_FULL, push.changes());
            return new HookAnswer.QueueFull(String.valueOf(e.getMessage()));
        }
    }

    private static String key(GitProvider provider, HookHeaders headers, byte[] hash) {
        Optional<String> named = switch (provider) {
            case GITHUB -> headers.get("x-github-delivery");
            case GITEA -> headers.get("x-forgejo-delivery").or(() -> headers.get("x-gitea-delivery"));
            case GITLAB ->
                headers.get("idempotency-key")
                        .or(() -> headers.get("webhook-id"))
                        .or(() -> headers.get("x-gitlab-event-uuid"));
            case BITBUCKET -> headers.get("x-request-uuid");
            case GIT -> headers.get("x-slipway-delivery").or(() -> headers.get("idempotency-key"));
        };
        return named.filter(it -> it.length() <= LONGEST_KEY && it.matches("[!-~]+"))
                .map(it -> it.toLowerCase(Locale.ROOT))
                .orElseGet(() -> "sha256:" + HexFormat.of().formatHex(hash));
    }
}
