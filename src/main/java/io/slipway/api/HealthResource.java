package io.slipway.api;

import io.slipway.work.Readiness;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Health for balancers, on the port that clients use: yes or no, and no reasons.
@RestController
class HealthResource {

    private final Readiness readiness;

    HealthResource(Readiness readiness) {
        this.readiness = readiness;
    }

    @GetMapping("/livez")
    ResponseEntity<byte[]> live() {
        return text(200, "live\n");
    }

    @GetMapping("/readyz")
    ResponseEntity<byte[]> ready() {
        return readiness.isReady() ? text(200, "ready\n") : text(503, "not ready\n");
    }

    /// Bytes: whatever a prober accepts, it gets an answer.
    private static ResponseEntity<byte[]> text(int status, String text) {
        return ResponseEntity.status(status)
                .contentType(MediaType.TEXT_PLAIN)
                .cacheControl(CacheControl.noStore())
                .body(text.getBytes(StandardCharsets.US_ASCII));
    }
}
