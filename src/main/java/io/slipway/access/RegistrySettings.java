package io.slipway.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param anonymousPull public repositories can be pulled without an account
/// @param createOnPush  a push to a missing repository of a namespace one may write to creates it, private
/// @param keyRotation   how old the key gets that signs access tokens
@ConfigurationProperties("slipway.registry")
record RegistrySettings(
        @DefaultValue("true") boolean anonymousPull,
        @DefaultValue("true") boolean createOnPush,
        @DefaultValue("90d") Duration keyRotation) {

    RegistrySettings {
        if (keyRotation.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("slipway.registry.key-rotation is an hour or more");
        }
    }
}
