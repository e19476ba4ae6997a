package io.slipway.web.builds;

import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildsException;
import io.slipway.builds.LogLines;
import io.slipway.builds.LogReader;
import io.slipway.oci.OciException;
import io.slipway.web.BuildRow;
import io.slipway.work.Faults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Tells what a build says as it says it: all lines from the one that is asked for, then new ones, until it is over
/// and for some minutes at most; browsers then go on where they were. A stream costs a thread that sleeps and two
/// short queries each time; it holds no connection to the database meanwhile.
@Component
class LogEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LogEvents.class);
    private static final int STREAMS = 200;
    private static final int STREAMS_OF_ONE = 6;
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofMillis(500);
    /// So many pauses without news; then something is said, so that proxies keep the connection.
    private static final int QUIET = 30;

    /// @param pieces that were written since
    record Lines(List<LogLines> pieces) {}

    record State(String state) {}

    private final LogReader logs;
    private final JsonMapper json;
    private final Semaphore free = new Semaphore(STREAMS);
    private final Map<Long, Integer> open = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    LogEvents(LogReader logs, JsonMapper json) {
        this.logs = logs;
        this.json = json;
    }

    /// A start that ends waits for no listener.
    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopped = true;
    }

    /// The first line that the browser does not have: after the last event that it got, or as the address says.
    static long start(HttpServletRequest request) {
        String last = request.getHeader("Last-Event-ID");
        return last == null ? Math.max(1, number(request.getParameter("from"))) : number(last) + 1;
    }

    /// @param build asked again each time, with the permission to see it
    void write(long principal, Supplier<BuildSummary> build, long from, HttpServletResponse response)
            throws IOException {
        boolean room = open.merge(principal, 1, Integer::sum) <= STREAMS_OF_ONE;
        if (!room || !free.tryAcquire()) {
            leave(principal);
            response.setHeader("Retry-After", "5");
            // a browser asks for parts of it then
            response.setStatus(429);
            return;
        }
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            tell(build, from, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (OciException | BuildsException gone) {
            // meanwhile: the stream ends as it does when the browser leaves
            LOG.debug("a log is followed no more: {}", gone.getMessage());
        } catch (IOException e) {
            if (!Faults.isClientGone(e)) {
                throw e;
            }
        } finally {
            free.release();
            leave(principal);
        }
    }

    private void tell(Supplier<BuildSummary> source, long from, HttpServletResponse response)
            throws IOException, InterruptedException {
        Writer writer = response.getWriter();
        writer.write("retry: 2000\n\n");
        long end = System.nanoTime() + LIFE.toNanos();
        long next = from;
        String told = "";
        int quiet = 0;
        while (!stopped && System.nanoTime() < end) {
            // before the lines: after its end none are added
            BuildSummary build = source.get();
            String state = BuildRow.word(build.state());
            if (!state.equals(told)) {
                event(writer, "state", "", new State(state));
                told = state;
                quiet = 0;
            }
            for (List<LogLines> read = logs.from(build, next); !read.isEmpty(); read = logs.from(build, next)) {
                next = read.getLast().last() + 1;
                event(writer, "lines", Long.toString(next - 1), new Lines(read));
                quiet = 0;
            }
            if (build.state().isOver()) {
                event(writer, "end", "", new State(state));
                writer.flush();
                return;
            }
            if (++quiet % QUIET == 0) {
                writer.write(":\n\n");
            }
            writer.flush();
            // tells when nobody listens any more
            response.flushBuffer();
            Thread.sleep(PAUSE);
        }
        if (!stopped) {
            event(writer, "again", "", new State(told));
            writer.flush();
        }
    }

    /// One line of data: JSON has no line breaks of its own.
    private void event(Writer writer, String name, String id, Object data) throws IOException {
        writer.write((id.isEmpty() ? "" : "id: " + id + "\n") + "event: " + name + "\ndata: "
                + json.writeValueAsString(data) + "\n\n");
    }

    private static long number(@Nullable String text) {
        String digits = Objects.requireNonNullElse(text, "");
        boolean number =
                !digits.isEmpty() && digits.length() <= 15 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(digits) : 0;
    }

    private void leave(long principal) {
        open.computeIfPresent(principal, (_, count) -> count == 1 ? null : count - 1);
    }
}
