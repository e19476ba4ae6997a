package io.slipway.work;

import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

@ConfigurationProperties("slipway")
record SecretSettings(Optional<String> masterKey) {

    SecretSettings {
        // an unset Optional is bound as null
        masterKey = Objects.requireNonNullElse(masterKey, Optional.<String>empty())
                .map(String::strip)
                .filter(key -> !key.isEmpty());
    }

    @Override
    public String toString() {
        return "SecretSettings[]";
    }
}
