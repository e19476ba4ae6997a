package io.slipway.registry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.slipway.registry.RegistryPath.Endpoint;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Counts what clients do, in memory: no name of a repository and of nobody.
@Component
class RegistryMeters {

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1),
        Duration.ofMillis(2_500), Duration.ofSeconds(10), Duration.ofSeconds(60)
    };

    /// What a timer is about; few, whatever is asked.
    private record Kind(Endpoint endpoint, String method, int hundreds) {}

    private final MeterRegistry registry;
    private final Counter manifestPulls;
    private final Counter blobPulls;
    private final Counter pushes;
    private final Counter pushedBytes;
    private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

    RegistryMeters(MeterRegistry registry) {
        this.registry = registry;
        this.manifestPulls = registry.counter("slipway.pulls", "kind", "manifest");
        this.blobPulls = registry.counter("slipway.pulls", "kind", "blob");
        this.pushes = registry.counter("slipway.pushes");
        this.pushedBytes = Counter.builder("slipway.pushed").baseUnit("bytes").register(registry);
    }

    /// @param method one that a route has
    void answered(Endpoint endpoint, String method, int status, long nanos) {
        timers.computeIfAbsent(new Kind(endpoint, method, status / 100), this::timer)
                .record(Duration.ofNanos(nanos));
        boolean given = status == 200 || status == 206 || status == 307;
        if (given && method.equals("GET") && endpoint == Endpoint.MANIFEST) {
            manifestPulls.increment();
        } else if (given && method.equals("GET") && endpoint == Endpoint.BLOB) {
            blobPulls.increment();
        } else if (status == 201 && endpoint == Endpoint.MANIFEST) {
            pushes.increment();
        }
    }

    /// The same bytes, counted as they are read.
    InputStream counted(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                int read = super.read();
                pushedBytes.increment(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                pushedBytes.increment(Math.max(0, read));
                return read;
            }
        };
    }

    private Timer timer(Kind kind) {
        return Timer.builder("slipway.registry.request")
                .tag("endpoint", kind.endpoint().name().toLowerCase(Locale.ROOT))
                .tag("method", kind.method())
                .tag("status", kind.hundreds() + "xx")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
