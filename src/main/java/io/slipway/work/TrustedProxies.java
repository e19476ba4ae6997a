package io.slipway.work;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/// Believes `X-Forwarded-…` and `Forwarded` of `slipway.trusted-proxies`, and hides them when anybody else sent them.
@Configuration
class TrustedProxies {

    /// The headers that matter; asked one by one, since most requests have none and shall pass as they are.
    private static final List<String> HEADERS =
            List.of("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port", "Forwarded");

    private final List<Cidr> ranges;

    TrustedProxies(SlipwaySettings settings) {
        this.ranges = settings.trustedProxies().stream()
                .map(String::trim)
                .filter(range -> !range.isEmpty())
                .map(range -> Cidr.parse(range, "slipway.trusted-proxies"))
                .toList();
    }

    @Bean
    FilterRegistrationBean<Filter> trustedProxiesFilter() {
        FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(this::filter);
        registration.setName("trustedProxies");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        // an error page is dispatched with the container's own request again
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        return registration;
    }

    private void filter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request instanceof HttpServletRequest http ? seen(http) : request, response);
    }

    HttpServletRequest seen(HttpServletRequest request) {
        if (HEADERS.stream().noneMatch(header -> request.getHeader(header) != null)) {
            return request;
        }
        boolean trusted = Forwarding.literal(request.getRemoteAddr())
                .filter(this::isTrusted)
                .isPresent();
        return new ForwardedRequest(
                request, trusted ? Optional.of(Forwarding.of(request, this::isTrusted)) : Optional.empty());
    }

    private boolean isTrusted(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
