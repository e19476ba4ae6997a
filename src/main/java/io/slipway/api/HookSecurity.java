package io.slipway.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/// Git providers sign what they send: no account, no cookie, and nobody is asked to sign in.
@Configuration
class HookSecurity {

    @Bean
    @Order(4)
    SecurityFilterChain hookChain(HttpSecurity http) throws Exception {
        return Stateless.configure(http.securityMatcher("/hooks", "/hooks/**"))
                .addFilterBefore(new RawBodyFilter(), AuthorizationFilter.class)
                .build();
    }
}
