package io.slipway.registry;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// What all routes of the registry API share: refusals in its form, the name of a span, how long an answer took.
@Component
class RegistryAnswers {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE");

    private final OciErrors errors;
    private final RegistryMeters meters;

    RegistryAnswers(OciErrors errors, RegistryMeters meters) {
        this.errors = errors;
        this.meters = meters;
    }

    ServerResponse refusal(Throwable fault, ServerRequest request) {
        return errors.respond(fault, request);
    }

    ServerResponse measured(ServerRequest request, HandlerFunction<ServerResponse> handler) throws Exception {
        long start = System.nanoTime();
        nameSpan(request.servletRequest());
        return new Measured(handler.handle(request), start);
    }

    /// Spring does it for its own patterns; the routes here are none.
    private static void nameSpan(HttpServletRequest request) {
        RegistryPath.of(request)
                .ifPresent(path -> ServerHttpObservationFilter.findObservationContext(request)
                        .ifPresent(seen -> seen.setPathPattern(path.endpoint().pattern())));
    }

    private void count(HttpServletRequest request, int status, long start) {
        if (METHODS.contains(request.getMethod())) {
            RegistryPath.of(request)
                    .ifPresent(path ->
                            meters.answered(path.endpoint(), request.getMethod(), status, System.nanoTime() - start));
        }
    }

    /// A refusal has its status only once it is written.
    private final class Measured implements ServerResponse {

        private final ServerResponse answer;
        private final long start;

        Measured(ServerResponse answer, long start) {
            this.answer = answer;
            this.start = start;
        }

        @Override
        public HttpStatusCode statusCode() {
            return answer.statusCode();
        }

        @Override
        public HttpHeaders headers() {
            return answer.headers();
        }

        @Override
        public MultiValueMap<String, Cookie> cookies() {
            return answer.cookies();
        }

        @Override
        public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
                throws ServletException, IOException {
            try {
                return answer.writeTo(request, response, context);
            } finally {
                count(request, response.getStatus(), start);
            }
        }
    }
}
