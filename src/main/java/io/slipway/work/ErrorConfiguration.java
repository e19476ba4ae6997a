package io.slipway.work;

import jakarta.servlet.DispatcherType;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class ErrorConfiguration {

    @Bean
    FilterRegistrationBean<ErrorFilter> errorFilter(ErrorForms forms) {
        FilterRegistrationBean<ErrorFilter> registration = new FilterRegistrationBean<>(new ErrorFilter(forms));
        registration.setDispatcherTypes(DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> errorValve(ErrorForms forms) {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                // known under this name, the host does not make one of its own
                host.setErrorReportValveClass(ErrorValve.class.getName());
                host.getPipeline().addValve(new ErrorValve(forms));
            }
        });
    }
}
