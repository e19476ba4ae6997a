package io.slipway.gc;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param enabled whether this replica collects
@ConfigurationProperties("slipway.gc")
record GcSettings(@DefaultValue("true") boolean enabled) {}
