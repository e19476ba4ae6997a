package io.slipway.gc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.content.Policies;
import io.slipway.content.Repository;
import io.slipway.content.RetentionPolicy;
import io.slipway.content.RetentionTags;
import io.slipway.content.Savings;
import io.slipway.content.TagRules;
import io.slipway.gc.RetentionPreview.Rows;
import io.slipway.work.Wakeable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// Previews are computed one after another on a thread of their own, and kept for those who turn their pages.
@Component
class Previews implements DisposableBean {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final long KEPT_TAGS = 400_000;
    private static final int MOST_WAITING = 200;

    /// The rules of a repository keep tags, too.
    private record Key(long repositoryId, RetentionPolicy policy, TagRules rules) {}

    private record Kept(long edition, RetentionPreview preview) {}

    private record Job(Repository repository, CompletableFuture<Kept> result) {}

    /// A preview that was asked for.
    final class Asked {

        private final long edition;
        private final Optional<Kept> before;
        private final CompletableFuture<Kept> result;

        private Asked(long edition, Optional<Kept> before, CompletableFuture<Kept> result) {
            this.edition = edition;
            this.before = before;
            this.result = result;
        }

        /// @param nanos how long somebody has time
        /// @return of the tags as they were a while ago if it takes longer; empty if there is none of these,
        ///     either
        Optional<RetentionPreview> await(long nanos) {
            try {
                return Optional.of(result.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS))
                        .map(this::shown);
            } catch (TimeoutException e) {
                return before.map(this::shown);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
            }
        }

        private RetentionPreview shown(Kept kept) {
            return kept.preview().whenChanged(kept.edition() != edition);
        }
    }

    private final Map<Key, Job> waiting = new LinkedHashMap<>();
    private final Cache<Key, Kept> known = Caffeine.newBuilder()
            .maximumWeight(KEPT_TAGS)
            .<Key, Kept>weigher((_, kept) -> (int) Math.min(kept.preview().tags() + 100, KEPT_TAGS))
            .expireAfterWrite(KEPT)
            .build();
    private final Wakeable thread = Wakeable.computing("retention previews", this::workAll);

    private final Verdicts verdicts;
    private final RetentionTags tags;
    private final Policies policies;
    private final Savings savings;

    Previews(Verdicts verdicts, RetentionTags tags, Policies policies, Savings savings) {
        this.verdicts = verdicts;
        this.tags = tags;
        this.policies = policies;
        this.savings = savings;
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    /// What is known of the tags as they are, or else will be.
    Asked ask(Repository repository, RetentionPolicy policy) {
        Key key = new Key(repository.id(), policy, policies.rules(repository));
        long edition = tags.edition(repository);
        Optional<Kept> kept = Optional.ofNullable(known.getIfPresent(key));
        CompletableFuture<Kept> result = kept.filter(it -> it.edition() == edition)
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> queue(key, repository));
        return new Asked(edition, kept, result);
    }

    private CompletableFuture<Kept> queue(Key key, Repository repository) {
        CompletableFuture<Kept> result;
        synchronized (waiting) {
            Job job = waiting.get(key);
            if (job == null && waiting.size() >= MOST_WAITING) {
                // whoever asks comes back in a moment
                return new CompletableFuture<>();
            }
            if (job == null) {
                job = new Job(repository, new CompletableFuture<>());
                waiting.put(key, job);
            }
            result = job.result();
        }
        thread.wake();
        return result;
    }

    private void workAll() {
        Optional<Map.Entry<Key, Job>> next = take();
        while (next.isPresent() && !thread.isStopped()) {
            work(next.get().getKey(), next.get().getValue());
            next = take();
        }
    }

    private Optional<Map.Entry<Key, Job>> take() {
        synchronized (waiting) {
            Iterator<Map.Entry<Key, Job>> all = waiting.entrySet().iterator();
            return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
        }
    }

    private void work(Key key, Job job) {
        try {
            Kept kept = compute(job.repository(), key.policy());
            known.put(key, kept);
            leave(key);
            job.result().complete(kept);
        } catch (RuntimeException e) {
            leave(key);
            job.result().completeExceptionally(e);
        }
    }

    private void leave(Key key) {
        synchronized (waiting) {
            waiting.remove(key);
        }
    }

    private Kept compute(Repository repository, RetentionPolicy policy) {
        long edition = tags.edition(repository);
        Instant now = tags.now();
        List<Verdict> all = verdicts.of(repository, policy);
        Set<Long> going = new HashSet<>();
        Set<Long> staying = new HashSet<>();
        all.forEach(it -> (it.goes() ? going : staying).add(it.tag().manifestId()));
        return new Kept(
                edition, new RetentionPreview(now, false, savings.of(repository, going, staying), Rows.of(all)));
    }
}
