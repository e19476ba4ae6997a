package io.slipway.registry;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/// The registry's filter chains: stateless, deaf to cookies; `access` decides in each handler.
@Configuration
class RegistrySecurity {

    @Bean
    @Order(1)
    SecurityFilterChain registryChain(HttpSecurity http, CallerFilter callers) throws Exception {
        return stateless(http.securityMatcher("/v2", "/v2/**", "/v1/**"))
                .addFilterBefore(callers, AuthorizationFilter.class)
                .build();
    }

    /// Reads credentials itself: a wrong password is answered in the form that Docker prints.
    @Bean
    @Order(2)
    SecurityFilterChain tokenChain(HttpSecurity http) throws Exception {
        return stateless(http.securityMatcher("/token")).build();
    }

    /// Only as part of its chain, not for every request.
    @Bean
    FilterRegistrationBean<CallerFilter> callerFilterRegistration(CallerFilter filter) {
        FilterRegistrationBean<CallerFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
    }
}
