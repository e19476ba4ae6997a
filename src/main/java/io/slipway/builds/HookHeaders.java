package io.slipway.builds;

import io.slipway.work.Printable;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final Map<GitProvider, List<String>> SENDERS = senders();

    public HookHeaders {
        values = Map.copyOf(values);
    }

    /// Who sent the delivery, as it says itself; only a signature proves it. Gitea and Forgejo call themselves GitHub,
    /// too.
    public Optional<GitProvider> sender() {
        for (GitProvider provider : SENDERS.keySet()) {
            if (SENDERS.get(provider).stream().anyMatch(values::containsKey)) {
                return Optional.of(provider);
            }
        }
        return Optional.empty();
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

    private static Map<GitProvider, List<String>> senders() {
        Map<GitProvider, List<String>> senders = new LinkedHashMap<>();
        senders.put(GitProvider.GITEA, List.of("x-forgejo-event", "x-gitea-event"));
        senders.put(GitProvider.GITHUB, List.of("x-github-event"));
        senders.put(GitProvider.GITLAB, List.of("x-gitlab-event"));
        senders.put(GitProvider.BITBUCKET, List.of("x-event-key"));
        senders.put(GitProvider.GIT, List.of("x-slipway-delivery", "x-slipway-signature-256", "x-slipway-timestamp"));
        return senders;
    }

    @Override
    public String toString() {
        return "HookHeaders" + shown().keySet();
    }
}
