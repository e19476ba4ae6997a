package io.slipway.work;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where Slipway may go besides public addresses when people name a host.
///
/// @param allow names of hosts, or ranges of addresses such as `10.20.0.0/16`
@ConfigurationProperties("slipway.outbound")
record OutboundSettings(@DefaultValue List<String> allow) {

    OutboundSettings {
        allow = allow.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }
}
