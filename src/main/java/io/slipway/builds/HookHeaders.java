package io.slipway.builds;

import io.slipway.work.Printable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The headers of a delivery, by name in lower case; of several of one name the first.
public record HookHeaders(Map<String, String> values) {

    private static final int MOST = 40;
    private static final int LONGEST = 300;
    private static final Pattern SHOWN =
            Pattern.compile("content-type|user-agent|idempotency-key|webhook-(id|timestamp)"
                    + "|x-(github|gitea|forgejo|gogs|gitlab|event|hook|request|attempt|slipway)(-[a-z-]+)?");
    private static final Pattern SECRET = Pattern.compile(".*(signature|token|secret|authorization|cookie).*");

    public HookHeaders {
        values = Map.copyOf(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(String name) {
        return get(name).orElse("");
    }

    /// Those that are kept to be shown: none that is secret.
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((name, value) -> {
            if (shown.size() < MOST
                    && SHOWN.matcher(name).matches()
                    && !SECRET.matcher(name).matches()) {
                shown.put(name, Printable.of(value, LONGEST));
            }
        });
        return shown;
    }

    @Override
    public String toString() {
        return "HookHeaders" + shown().keySet();
    }
}
