package io.slipway.api;

import io.slipway.work.StartFailure;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.context.support.WebApplicationContextUtils;

/// Health is for everybody. So is all of the management port for whoever reaches it: it is never the port of clients.
@Configuration
class HealthSecurity {

    HealthSecurity(Environment environment) {
        if (ManagementPortType.get(environment) == ManagementPortType.SAME) {
            throw new StartFailure("management.server.port must not be server.port: metrics are not for everybody"
                    + " (-1 switches the management port off)");
        }
    }

    @Bean
    @Order(-1)
    SecurityFilterChain managementChain(HttpSecurity http) throws Exception {
        return Stateless.configure(http.securityMatcher(HealthSecurity::isManagement))
                .build();
    }

    @Bean
    @Order(0)
    SecurityFilterChain healthChain(HttpSecurity http) throws Exception {
        return Stateless.configure(http.securityMatcher("/livez", "/readyz")).build();
    }

    private static boolean isManagement(HttpServletRequest request) {
        var context = WebApplicationContextUtils.getWebApplicationContext(request.getServletContext());
        return context != null && WebServerApplicationContext.hasServerNamespace(context, "management");
    }
}
