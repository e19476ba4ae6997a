package io.slipway.work;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Tells what a browser sends for a page of ours from what it sends for another site's.
@Component
public class OwnOrigin {

    private final PublicUrl publicUrl;

    OwnOrigin(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// Also where the browser says nothing. Hosts are compared without the scheme: a proxy that ends TLS may not say
    /// so.
    public boolean sent(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin == null) {
            return true;
        }
        String sent = authority(origin);
        String base = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort());
        String host = Objects.requireNonNullElse(request.getHeader(HttpHeaders.HOST), "");
        return !sent.isEmpty() && (sent.equals(authority(base)) || sent.equals(authority("http://" + host)));
    }

    private static String authority(String url) {
        try {
            URI uri = URI.create(url);
            String host = uri.getHost();
            if (host == null) {
                return "";
            }
            boolean usual = uri.getPort() < 0 || uri.getPort() == 80 || uri.getPort() == 443;
            return host.toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
