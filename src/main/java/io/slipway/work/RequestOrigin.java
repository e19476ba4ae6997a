package io.slipway.work;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is known of the request in progress: from where and with what it came, and who acts.
public final class RequestOrigin {

    /// Who acts, by the name of that moment.
    ///
    /// @param credentialId empty for a password or a browser's session
    public record Actor(long principalId, String name, Optional<Long> credentialId) {

        public Actor {
            name = Printable.of(name, 300);
        }
    }

    static final String HEADER = "X-Request-Id";

    private static final ScopedValue<RequestOrigin> CURRENT = ScopedValue.newInstance();
    private static final String ATTRIBUTE = RequestOrigin.class.getName();
    private static final int MAX_CLIENT = 200;
    private static final Pattern TRACE_PARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final String address;
    private final String client;
    private final String requestId = UUID.randomUUID().toString();
    private final String traceId;
    private volatile @Nullable Actor actor;

    private RequestOrigin(String address, String client, String traceParent) {
        Matcher sent = TRACE_PARENT.matcher(traceParent);
        this.traceId = sent.matches() ? sent.group(1) : requestId.replace("-", "");
        this.address = Printable.of(address, 100);
        this.client = Printable.of(client, MAX_CLIENT);
    }

    /// Empty outside of requests: then the system itself acts.
    public static Optional<RequestOrigin> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /// For what comes by no request of a client, such as a command, and for tests; see [#call].
    public static RequestOrigin of(String address, String client) {
        return new RequestOrigin(address, client, "");
    }

    /// The same one for all dispatches of a request.
    public static RequestOrigin of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RequestOrigin known) {
            return known;
        }
        RequestOrigin origin = new RequestOrigin(
                Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                Objects.requireNonNullElse(request.getHeader("User-Agent"), ""),
                Objects.requireNonNullElse(request.getHeader("traceparent"), ""));
        request.setAttribute(ATTRIBUTE, origin);
        return origin;
    }

    /// The client's address, without proxies.
    public String address() {
        return address;
    }

    /// The `User-Agent`, shortened.
    public String client() {
        return client;
    }

    /// Made here for each request and given back as `X-Request-Id`; what a client sends under that name is not
    /// believed.
    public String requestId() {
        return requestId;
    }

    /// By which log lines, answers and spans of one request are found together: that of the client's `traceparent`
    /// (W3C), else made of the request's id.
    public String traceId() {
        return traceId;
    }

    public Optional<Actor> actor() {
        return Optional.ofNullable(actor);
    }

    /// Called by the filters that check credentials; the last call counts.
    public void actAs(long principalId, String name, Optional<Long> credentialId) {
        actor = new Actor(principalId, name, credentialId);
    }

    /// Does the work with this origin as the current one.
    public <R extends @Nullable Object, X extends Throwable> R call(ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }
}
