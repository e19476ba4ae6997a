package io.slipway.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of accounts.
///
/// @param signUp who may make an account
@ConfigurationProperties("slipway.accounts")
record AccountsSettings(@DefaultValue("closed") SignUps.Mode signUp) {}
