package io.slipway.work;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the whole site. `publicUrl` has no trailing slash and no path.
@ConfigurationProperties("slipway")
public record SlipwaySettings(
        @DefaultValue("./data") Path dataDir,
        Optional<URI> publicUrl,
        @DefaultValue List<String> otherHosts,
        @DefaultValue({"127.0.0.0/8", "::1"}) List<String> trustedProxies) {

    public SlipwaySettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        // an unset Optional is bound as null
        publicUrl = Objects.requireNonNullElse(publicUrl, Optional.<URI>empty())
                .filter(uri -> !uri.toString().isBlank())
                .map(SlipwaySettings::requireBase);
        otherHosts = List.copyOf(otherHosts);
        trustedProxies = List.copyOf(trustedProxies);
    }

    private static URI requireBase(URI uri) {
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        String path = Objects.requireNonNullElse(uri.getRawPath(), "");
        boolean bare = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
        if (!web || uri.getHost() == null || !bare || !(path.isEmpty() || path.equals("/"))) {
            throw new StartFailure(
                    "slipway.public-url must look like https://registry.example.com (a scheme, a host and"
                            + " perhaps a port), but is " + uri);
        }
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
    }
}
