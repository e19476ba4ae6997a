package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.slipway.builds.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// @param state  `active`, `off`, or `paused` after too many failures
/// @param remote `off`, `header`, or `url` where a token in the address is taken, too
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonPropertyOrder({"id", "provider", "url", "state", "enabled", "access", "login", "publicKey", "hostKeys"})
record TriggerView(
        UUID id,
        String provider,
        String url,
        String state,
        boolean enabled,
        String access,
        String login,
        Optional<String> publicKey,
        List<String> hostKeys,
        boolean submodules,
        boolean supersede,
        boolean allowPushes,
        Optional<String> defaultBranch,
        String remote,
        int failures,
        Optional<Instant> pausedAt,
        Instant createdAt) {

    static TriggerView of(Trigger trigger) {
        return new TriggerView(
                trigger.id(),
                PoliciesResource.id(trigger.provider()),
                trigger.url(),
                trigger.isActive() ? "active" : trigger.enabled() ? "paused" : "off",
                trigger.enabled(),
                PoliciesResource.id(trigger.access()),
                trigger.login(),
                Optional.of(trigger.publicKey()).filter(key -> !key.isEmpty()),
                trigger.hostKeys(),
                trigger.submodules(),
                trigger.supersede(),
                trigger.allowPushes(),
                Optional.of(trigger.defaultBranch()).filter(branch -> !branch.isEmpty()),
                trigger.remote() ? trigger.remoteInUrl() ? "url" : "header" : "off",
                trigger.failures(),
                trigger.pausedAt(),
                trigger.createdAt());
    }
}
