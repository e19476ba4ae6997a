package io.slipway.work;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a start is for.
///
/// @param exitWhenReady end well as soon as requests could be taken: a start from which the JVM learns what the next
///                      ones need
@ConfigurationProperties("slipway")
record StartSettings(@DefaultValue("false") boolean exitWhenReady) {}
