package io.slipway.work;

import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What a start is for.
///
/// @param exitWhenReady end well as soon as requests could be taken: a start from which the JVM learns what the next
///                      ones need
/// @param command       what the first argument asks for, instead of serving; see [CommandLine]
@ConfigurationProperties("slipway")
record StartSettings(@DefaultValue("false") boolean exitWhenReady, Optional<String> command) {

    StartSettings {
        // an unset Optional is bound as null
        command = Objects.requireNonNullElse(command, Optional.empty());
    }
}
