package io.slipway.api;

import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/// `GET /livez` on the management port.
@Component
@WebEndpoint(id = "livez")
class LivezEndpoint {

    @ReadOperation(produces = "application/json")
    Map<String, String> live() {
        return Map.of("status", "UP");
    }
}
