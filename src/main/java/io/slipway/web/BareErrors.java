package io.slipway.web;

import java.io.IOException;
import java.util.Objects;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// The answer to what Tomcat refuses before any filter sees it, such as `%2F` in a path: one line of plain text in place
/// of a page with styles of its own.
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class BareErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Valve()));
    }

    private static final class Valve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            HttpStatus status = HttpStatus.resolve(response.getStatus());
            boolean written = response.getContentWritten() > 0;
            if (status == null || !status.isError() || written || !response.setErrorReported()) {
                return;
            }
            PageHeaders.write(request, response);
            response.setContentType("text/plain;charset=UTF-8");
            try {
                Objects.requireNonNull(response.getReporter())
                        .write(status.value() + " " + status.getReasonPhrase() + "\n");
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                // whoever asked is gone
                container.getLogger().debug("no answer to a refused request", e);
            }
        }
    }
}
