package io.slipway.web;

import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class WebMvc implements WebMvcConfigurer {

    private final Shells shells;

    WebMvc(Shells shells) {
        this.shells = shells;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(shells);
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // before the controllers: `/assets/x` reads like an image reference
        registry.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registry.addResourceHandler(Assets.PATH + "**")
                .addResourceLocations("classpath:/" + Assets.FOLDER)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    @Bean
    LocaleResolver localeResolver() {
        return new Languages();
    }
}
