package io.slipway.work;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/// Binds the [RequestOrigin] of each request and names it in each answer.
class RequestOriginFilter extends OncePerRequestFilter {

    /// Under which the id stands in log lines.
    private static final String TRACE = "traceId";

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        FilterRegistrationBean<RequestOriginFilter> requestOriginFilter() {
            FilterRegistrationBean<RequestOriginFilter> registration =
                    new FilterRegistrationBean<>(new RequestOriginFilter());
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
            // after the trusted proxies, which know the client's address
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
            return registration;
        }
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        RequestOrigin origin = RequestOrigin.of(request);
        response.setHeader(RequestOrigin.HEADER, origin.requestId());
        try (var _ = MDC.putCloseable(TRACE, origin.traceId())) {
            origin.<Boolean, Exception>call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception undeclared) {
            throw new ServletException(undeclared);
        }
    }
}
