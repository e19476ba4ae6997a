package io.slipway.web;

import io.slipway.work.PublicUrl;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses changes that a browser sends on behalf of another site's page.
class OriginFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final PublicUrl publicUrl;

    OriginFilter(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (SAFE.contains(request.getMethod()) || origin == null || isOwn(origin, request)) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /// Hosts are compared without the scheme: a proxy that ends TLS may not say so.
    private boolean isOwn(String origin, HttpServletRequest request) {
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
