package io.slipway.work;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Under which address clients reach this instance.
///
/// Clients refuse a token realm of another host than the one they talk to: a request that came by the public URL's
/// host, by one of `slipway.other-hosts`, or by any host where no public URL is set, is answered with its own.
@Component
public class PublicUrl {

    /// The host by which builders on this machine reach it, whatever the public URL is.
    public static final String BUILDERS = "slipway.builders.internal";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

    private final SlipwaySettings settings;

    PublicUrl(SlipwaySettings settings) {
        this.settings = settings;
    }

    /// The base URL for whoever sent this request, without a slash at the end.
    ///
    /// @param scheme what the client used, as far as trusted proxies say so
    public String base(String scheme, String host, int port) {
        Optional<URI> configured = settings.publicUrl();
        String authority = authority(scheme, host, port);
        boolean isPublic = configured
                .filter(url -> authority.equalsIgnoreCase(url.getRawAuthority()))
                .isPresent();
        boolean own = configured.map(URI::getHost).map(host::equalsIgnoreCase).orElse(true)
                || host.equalsIgnoreCase(BUILDERS)
                || settings.otherHosts().stream().anyMatch(other -> isHost(other, host, port));
        // the public URL also knows the scheme that a proxy in front did not tell
        return own && !isPublic && HOST.matcher(host).matches()
                ? scheme + "://" + authority
                : configured.map(URI::toString).orElse(scheme + "://localhost:" + port);
    }

    /// What comes before the name in a reference: `registry.example.com:5000`.
    public String authority(String scheme, String host, int port) {
        boolean usual = scheme.equals("https") ? port == 443 : port == 80;
        String lower = host.toLowerCase(Locale.ROOT);
        return usual ? lower : lower + ":" + port;
    }

    private static boolean isHost(String other, String host, int port) {
        return other.equalsIgnoreCase(host) || other.equalsIgnoreCase(host + ":" + port);
    }
}
