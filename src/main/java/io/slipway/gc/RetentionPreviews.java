package io.slipway.gc;

import io.slipway.content.Page;
import io.slipway.content.Policies;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.RetentionTags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// Tells what policies would take away. That is computed beside the caller and kept for some minutes.
@Service
public class RetentionPreviews {

    /// How long requests wait.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Previews previews;
    private final Policies policies;
    private final RetentionTags tags;

    RetentionPreviews(Previews previews, Policies policies, RetentionTags tags) {
        this.previews = previews;
        this.policies = policies;
        this.tags = tags;
    }

    /// @param preview empty while it is computed
    public record OfRepository(String name, Optional<RetentionPreview> preview) {}

    /// @return empty while it takes longer: come back in a moment
    public Optional<RetentionPreview> of(Repository repository, RetentionPolicy policy) {
        return previews.ask(repository, policy).await(PATIENCE.toNanos());
    }

    /// Of a policy of the namespace: the repositories that follow it, by name after `last`.
    public Page<OfRepository> in(long namespaceId, RetentionPolicy policy, String last, int size) {
        Page<Long> found = Page.of(policies.following(namespaceId, last, size + 1), size);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Waiting> asked = found.items().stream()
                .flatMap(id -> tags.repository(id).stream())
                .map(it -> new Waiting(it.name().value(), previews.ask(it, policy)))
                .toList();
        return new Page<>(
                asked.stream()
                        .map(it -> new OfRepository(it.name(), it.asked().await(deadline - System.nanoTime())))
                        .toList(),
                found.more() && !asked.isEmpty());
    }

    private record Waiting(String name, Previews.Asked asked) {}
}
