package io.slipway.activity;

import io.slipway.work.StartFailure;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param retention how long audit rows are kept at least; they go by whole months
/// @param syslog    where each audit row is sent, too: `udp://host:514` or `tcp://host:514`
@ConfigurationProperties("slipway.audit")
record AuditSettings(@DefaultValue("365d") Duration retention, Optional<URI> syslog) {

    private static final Set<String> TRANSPORTS = Set.of("udp", "tcp");

    AuditSettings {
        if (retention.toDays() < 1) {
            throw new StartFailure("slipway.audit.retention must be a day or longer, but is " + retention);
        }
        // an unset Optional is bound as null
        syslog = Objects.requireNonNullElse(syslog, Optional.<URI>empty())
                .filter(uri -> !uri.toString().isBlank())
                .map(AuditSettings::requireTarget);
    }

    private static URI requireTarget(URI uri) {
        boolean known = uri.getScheme() != null && TRANSPORTS.contains(uri.getScheme());
        if (!known || uri.getHost() == null || uri.getPort() < 1) {
            throw new StartFailure(
                    "slipway.audit.syslog must look like udp://host:514 or tcp://host:514, but is " + uri);
        }
        return uri;
    }
}
