package io.slipway.accounts;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The first administrator, made at the first start.
///
/// @param password counts as chosen; without one a random password is made
@ConfigurationProperties("slipway.admin")
record AdminSettings(
        @DefaultValue("admin") String username,
        @Nullable String password,
        @Nullable String email) {}
