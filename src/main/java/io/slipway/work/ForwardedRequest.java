package io.slipway.work;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request as its client made it; the headers that proxies or liars added are gone.
class ForwardedRequest extends HttpServletRequestWrapper {

    private final String scheme;
    private final String host;
    private final int port;
    private final String client;

    /// @param forwarding empty where the peer is nobody to be believed
    ForwardedRequest(HttpServletRequest request, Optional<Forwarding> forwarding) {
        super(request);
        this.scheme = forwarding.flatMap(Forwarding::scheme).orElseGet(request::getScheme);
        this.host = forwarding.flatMap(Forwarding::host).orElseGet(request::getServerName);
        this.port = forwarding.flatMap(Forwarding::port).orElseGet(() -> portWithout(request, forwarding));
        this.client = forwarding.flatMap(Forwarding::client).orElseGet(request::getRemoteAddr);
    }

    static boolean isForwarding(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.equals("forwarded") || name.startsWith("x-forwarded-");
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public boolean isSecure() {
        return scheme.equals("https");
    }

    @Override
    public String getServerName() {
        return host;
    }

    @Override
    public int getServerPort() {
        return port;
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getRemoteHost() {
        return client;
    }

    @Override
    public StringBuffer getRequestURL() {
        StringBuffer url = new StringBuffer(scheme).append("://").append(host);
        if (port != usualPort()) {
            url.append(':').append(port);
        }
        return url.append(getRequestURI());
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isForwarding(name) ? null : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isForwarding(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                .filter(name -> !isForwarding(name))
                .toList());
    }

    /// A proxy that names a scheme or a host and no port means the scheme's own, unless the `Host` header has one.
    private int portWithout(HttpServletRequest request, Optional<Forwarding> forwarding) {
        boolean named = forwarding.filter(it -> it.host().isPresent()).isPresent();
        boolean usual = request.getServerPort() == (request.isSecure() ? 443 : 80);
        return named || usual && !scheme.equals(request.getScheme()) ? usualPort() : request.getServerPort();
    }

    private int usualPort() {
        return isSecure() ? 443 : 80;
    }
}
