package io.slipway.web.builds;

import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the templates of triggers and their deliveries print.
public final class TriggerViews {

    private TriggerViews() {}

    /// All triggers of a repository.
    public record All(Shell shell, RepositoryHead head, List<Row> rows, boolean full) {}

    /// @param state the last part of a message
    public record Row(String id, String provider, String url, String state, int rules) {}

    /// What rules make of a ref while it is typed.
    public record Live(Optional<Tried> tried, TriggerFault fault) {}

    /// What rules make of a ref that somebody typed.
    ///
    /// @param reason the name of a message: why nothing is built
    public record Tried(String kind, String name, List<TriedRule> rules, String reason) {}

    public record TriedRule(String pattern, List<String> tags) {}

    /// One trigger.
    ///
    public record One(
            Shell shell,
            RepositoryHead head,
            Row trigger,
            Setup setup,
            TriggerForm form,
            TriggerFault fault,
            Optional<Tried> tried,
            List<Secret> secrets,
            Remote remote,
            String edition) {

        public String path(String below) {
            return head.path("build-triggers/" + trigger.id() + below);
        }
    }

    /// What is pasted at the provider.
    ///
    /// @param publicKey empty without a deploy key
    public record Setup(String url, String secret, String publicKey) {

        @Override
        public String toString() {
            return "Setup[" + url + "]";
        }
    }

    /// @param token shown only now; empty: none was made
    public record Remote(String state, String url, String token) {

        public String command() {
            return "curl -X POST -H 'Authorization: Bearer " + token + "' -H 'Content-Type: application/json'"
                    + " -d '{\"branch\":\"main\"}' " + url;
        }

        @Override
        public String toString() {
            return "Remote[" + state + "]";
        }
    }

    public record Secret(String name, Moment setAt) {}

    public record Deliveries(
            Shell shell,
            RepositoryHead head,
            Row trigger,
            List<DeliveryRow> rows,
            boolean first,
            Optional<String> next) {}

    /// @param reason the name of a message; empty: builds were made
    public record DeliveryRow(
            long id,
            Moment at,
            String event,
            String verdict,
            String reason,
            String ref,
            String commit,
            List<Integer> builds) {}

    public record OneDelivery(
            Shell shell,
            RepositoryHead head,
            Row trigger,
            DeliveryRow row,
            String key,
            Map<String, String> headers,
            String body,
            boolean again,
            String fault) {}
}
