package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.work.Readiness;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/// `GET /readyz` on the management port: which part is in trouble, and why.
@Component
@WebEndpoint(id = "readyz")
class ReadyzEndpoint {

    /// @param trouble what the last check said; it counts once it has lasted
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Part(String status, Optional<String> trouble) {}

    record Body(String status, Map<String, Part> parts) {}

    private final Readiness readiness;

    ReadyzEndpoint(Readiness readiness) {
        this.readiness = readiness;
    }

    @ReadOperation(produces = "application/json")
    WebEndpointResponse<Body> ready() {
        Map<String, Part> parts = new LinkedHashMap<>();
        readiness.parts().forEach(part -> parts.put(part.name(), new Part(word(part.ready()), part.trouble())));
        boolean ready = readiness.isReady();
        return new WebEndpointResponse<>(new Body(word(ready), parts), ready ? 200 : 503);
    }

    private static String word(boolean ready) {
        return ready ? "UP" : "DOWN";
    }
}
