package io.slipway.builds;

import io.slipway.builds.BuildsException.Code;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Builds as people look at them.
@Service
public class BuildViews {

    private static final Duration RECENT = Duration.ofDays(7);

    private final BuildViewSql sql;
    private final Clock clock;

    BuildViews(BuildViewSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /// The newest first.
    ///
    /// @param before the number of the last one of the page before; empty: from the newest on
    public Page<BuildSummary> page(Repository repository, Optional<Integer> before, int size) {
        return Page.of(sql.page(repository.id(), before.orElse(Integer.MAX_VALUE), size + 1), size);
    }

    public OpenBuilds open(Repository repository) {
        return sql.open(repository.id(), repository.namespaceId());
    }

    public Optional<BuildSummary> find(Repository repository, int number) {
        return sql.find(repository.id(), number);
    }

    /// @throws BuildsException NOT_FOUND
    public BuildSummary get(Repository repository, int number) {
        return find(repository, number)
                .orElseThrow(() -> new BuildsException(Code.NOT_FOUND, "there is no build " + number + " here"));
    }

    /// Which builds made these, by digest: the newest where there are several, none where it was pushed otherwise.
    public Map<String, BuildSummary> makers(Repository repository, Collection<Digest> digests) {
        List<String> wanted = digests.stream().map(Digest::toString).toList();
        return wanted.isEmpty()
                ? Map.of()
                : sql.ofDigests(repository.id(), wanted).stream()
                        .collect(Collectors.toMap(it -> it.digest().orElseThrow(), Function.identity()));
    }

    /// Of the whole site, the longest first.
    public List<BuildSummary> running(int limit) {
        return sql.running(limit);
    }

    /// Of the whole site, in the order in which they came.
    public List<BuildSummary> waiting(int limit) {
        return sql.waiting(limit);
    }

    /// What failed in the last week where somebody may push, the newest first.
    public List<BuildSummary> failed(long principal, int limit) {
        return sql.failed(principal, clock.instant().minus(RECENT), limit);
    }
}
