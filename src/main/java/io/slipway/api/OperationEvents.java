package io.slipway.api;

import io.slipway.work.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tells how far an operation is, for as long as somebody listens and a few minutes at most. A stream costs a thread
/// that sleeps and a query per second; it holds no connection to the database meanwhile.
@Component
class OperationEvents {

    static final String MEDIA_TYPE = "text/event-stream";

    private static final int STREAMS = 200;
    private static final int STREAMS_OF_ONE = 5;
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /// What stands between says that nothing happened, so that proxies keep the connection.
    private static final int QUIET = 15;

    private final JsonMapper json;
    private final Semaphore free = new Semaphore(STREAMS);
    private final Map<Long, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    OperationEvents(JsonMapper json) {
        this.json = json;
    }

    /// A start that ends waits for no listener.
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopped = true;
    }

    /// @param operation asked again each time, with the permission to see it
    /// @throws ApiException 429 where too many listen
    void write(long principal, Supplier<Operation> operation, HttpServletResponse response) throws IOException {
        if (open.merge(principal, 1, Integer::sum) > STREAMS_OF_ONE || !free.tryAcquire()) {
            leave(principal);
            throw new ApiException(429, "too-many-streams", "close other streams of events first, or ask for the row");
        }
        try {
            response.setContentType(MEDIA_TYPE + ";charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            tell(operation, response.getWriter(), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
            leave(principal);
        }
    }

    private void tell(Supplier<Operation> source, Writer writer, HttpServletResponse response)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIFE.toNanos();
        String told = "";
        int quiet = 0;
        writer.write("retry: 2000\n\n");
        while (!stopped && System.nanoTime() < end) {
            Operation operation = source.get();
            boolean finished = operation.state().isFinished();
            String data = json.writeValueAsString(OperationView.of(operation));
            if (!data.equals(told)) {
                // one line: JSON has no line breaks of its own
                writer.write("event: " + (finished ? "end" : "progress") + "\ndata: " + data + "\n\n");
                told = data;
                quiet = 0;
            } else if (++quiet % QUIET == 0) {
                writer.write(":\n\n");
            }
            writer.flush();
            // tells when nobody listens any more
            response.flushBuffer();
            if (finished) {
                return;
            }
            Thread.sleep(PAUSE);
        }
    }

    private void leave(long principal) {
        open.computeIfPresent(principal, (_, count) -> count == 1 ? null : count - 1);
    }
}
