package io.slipway.work;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Whom mail comes from; the server that takes it is a matter of `spring.mail.*`.
@ConfigurationProperties("slipway.mail")
record MailSettings(Optional<String> from) {

    MailSettings {
        // an unset Optional is bound as null
        from = Objects.requireNonNullElse(from, Optional.<String>empty())
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(MailSettings::requireAddress);
    }

    private static String requireAddress(String text) {
        try {
            new InternetAddress(text, true);
            return text;
        } catch (AddressException e) {
            throw new StartFailure("slipway.mail.from must look like Slipway <slipway@example.com>, but is " + text);
        }
    }
}
