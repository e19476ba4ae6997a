package io.slipway.web;

import io.slipway.accounts.Sessions;
import io.slipway.work.OwnOrigin;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.HeaderWriterFilter;

/// Everything that no other chain wants: the pages, and a 404 for what is no page.
@Configuration
class WebSecurity {

    @Bean
    CsrfCookies csrfCookies() {
        return new CsrfCookies();
    }

    /// The management port's own; which endpoints there are, and where it listens, is a matter of settings.
    @Bean
    @Order(90)
    @ConditionalOnManagementPort(ManagementPortType.DIFFERENT)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return http.securityMatcher(EndpointRequest.toAnyEndpoint())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(it -> it.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(100)
    SecurityFilterChain pages(HttpSecurity http, CsrfCookies csrf, Sessions sessions, OwnOrigin own) throws Exception {
        return http.csrf(it ->
                        it.csrfTokenRepository(csrf).csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler()))
                .headers(AbstractHttpConfigurer::disable)
                .addFilterAt(new PageHeaders(), HeaderWriterFilter.class)
                .addFilterAfter(new OriginFilter(own), CsrfFilter.class)
                .addFilterAfter(new SeeAsFilter(), OriginFilter.class)
                .addFilterBefore(new SessionFilter(sessions), CsrfFilter.class)
                .addFilterBefore(new ParametersFilter(), CsrfFilter.class)
                .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(it -> it
                        // an error of /v2 or /api must stay one, and not become a sign-in page
                        .dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(
                                "/",
                                "/explore",
                                "/login",
                                "/login/code",
                                "/logout",
                                "/password",
                                "/api/docs",
                                "/-/**",
                                SeeAsController.PATH,
                                "/livez",
                                "/readyz")
                        .permitAll()
                        .requestMatchers(
                                "/r/**",
                                "/u/**",
                                "/orgs",
                                "/orgs/**",
                                "/admin",
                                "/admin/**",
                                "/settings/**",
                                "/signup/**",
                                "/password/**",
                                SeeAsController.PATH + "/**",
                                Assets.PATH + "**")
                        .permitAll()
                        .requestMatchers(WebSecurity::isImageReference)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(it -> it.authenticationEntryPoint((_, response, _) -> missing(response))
                        .accessDeniedHandler((_, response, error) -> {
                            if (error instanceof CsrfException) {
                                response.sendError(HttpServletResponse.SC_FORBIDDEN);
                            } else {
                                missing(response);
                            }
                        }))
                .build();
    }

    /// There are no users but those of `accounts`: without this bean, Spring would invent one and log its password.
    @Bean
    AuthenticationManager noOtherUsers() {
        return _ -> {
            throw new ProviderNotFoundException("accounts alone knows who somebody is");
        };
    }

    private static boolean isImageReference(HttpServletRequest request) {
        return ImageReference.parse(request.getRequestURI().substring(1)).isPresent();
    }

    private static void missing(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
