package io.slipway.api;

import io.slipway.access.Authenticator;
import io.slipway.work.Idempotency;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/// Stateless; each resource asks `access`.
@Configuration
class ApiSecurity {

    @Bean
    @Order(3)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            Authenticator authenticator,
            BrowserCallers browsers,
            Idempotency idempotency,
            Problems problems)
            throws Exception {
        return Stateless.configure(http.securityMatcher(ApiSecurity::isOurs))
                .addFilterBefore(new ApiCallerFilter(authenticator, browsers, problems), AuthorizationFilter.class)
                .addFilterBefore(new JsonOnlyFilter(problems), AuthorizationFilter.class)
                .addFilterBefore(new IdempotencyFilter(idempotency, problems), AuthorizationFilter.class)
                .build();
    }

    /// The page about this API is for people.
    private static boolean isOurs(HttpServletRequest request) {
        String path = request.getRequestURI();
        return (path.equals("/api") || path.startsWith("/api/")) && !path.equals("/api/docs");
    }
}
