package io.slipway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param anonymousPull public repositories can be pulled without an account
/// @param createOnPush  a push to a missing repository of a namespace one may write to creates it, private
@ConfigurationProperties("slipway.registry")
record RegistrySettings(
        @DefaultValue("true") boolean anonymousPull,
        @DefaultValue("true") boolean createOnPush) {}
