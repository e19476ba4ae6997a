package io.slipway.registry;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/// What the firewall and the server refuse before any handler sees it: where the registry's API was meant, in its form.
@Component
class RejectedRequests
        implements RequestRejectedHandler, WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final RequestRejectedHandler others = new HttpStatusRequestRejectedHandler();
    private final OciErrors errors;

    RejectedRequests(OciErrors errors) {
        this.errors = errors;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException rejected)
            throws IOException, ServletException {
        if (isForRegistry(request)) {
            refuse(request, response);
        } else {
            others.handle(request, response, rejected);
        }
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Valve()));
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.mark(response);
        errors.write(refusal(request.getMethod()), request, response);
    }

    private static OciException refusal(String method) {
        return METHODS.contains(method)
                ? new OciException(ErrorCode.NAME_INVALID, "the path holds what stands in no name, tag or digest")
                : new OciException(ErrorCode.UNSUPPORTED, "the registry API does not know the method " + method);
    }

    private static boolean isForRegistry(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path != null && (path.equals("/v2") || path.startsWith("/v2/"));
    }

    /// Stands before the server's own, which answers whatever this one leaves.
    private final class Valve extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable throwable) {
            boolean open = response.getStatus() < 500 && response.getContentWritten() == 0 && !response.isCommitted();
            if (open && isForRegistry(request) && response.setErrorReported()) {
                try {
                    refuse(request, response);
                } catch (IOException gone) {
                    // nobody is left to be told
                }
            }
        }
    }
}
