package io.slipway.builds;

import io.slipway.builds.BuildClaimSql.Asked;
import io.slipway.builds.BuildClaimSql.Outcome;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The queue as workers see it: what they take, keep, give back and end.
@Component
class BuildWork {

    /// A worker that was not heard of for so long is dead.
    static final Duration LEASE = Duration.ofSeconds(60);

    private static final int PAUSE_AFTER = 20;

    private final BuildClaimSql sql;
    private final BuildSettings settings;
    private final Outbox outbox;

    BuildWork(BuildClaimSql sql, BuildSettings settings, Outbox outbox) {
        this.sql = sql;
        this.settings = settings;
        this.outbox = outbox;
    }

    @Transactional
    Optional<BuildClaim> claim(String node) {
        sql.lock();
        return sql.claim(node, settings.perNamespace(), LEASE);
    }

    List<Asked> renew(Collection<BuildClaim> claims) {
        return claims.isEmpty() ? List.of() : sql.renew(claims, LEASE);
    }

    /// @throws BuildStopped when somebody else has it by now
    void proceed(BuildClaim claim, BuildState state) {
        require(sql.proceed(claim, state));
    }

    /// @throws BuildStopped when somebody else has it by now
    void setCommit(BuildClaim claim, GitSource.Commit commit) {
        require(sql.setCommit(claim, commit.id(), commit.title(), commit.author()));
    }

    void release(BuildClaim claim) {
        sql.release(claim);
    }

    /// @return whether it was still this worker's
    @Transactional
    boolean end(BuildClaim claim, BuildEnd end) {
        Outcome outcome = sql.end(claim, end, PAUSE_AFTER);
        if (outcome.ended()) {
            Event event = Event.of("build.finish")
                    .on(claim.repositoryId())
                    .with("build", String.valueOf(claim.number()))
                    .with("state", end.state().name());
            outbox.publish(end.reason()
                    .map(reason -> event.with("reason", reason.name()))
                    .orElse(event));
        }
        if (outcome.paused()) {
            outbox.publish(Event.of("build-trigger.pause")
                    .on(claim.repositoryId())
                    .with("trigger", String.valueOf(claim.triggerId().orElse(0L)))
                    .with("failures", String.valueOf(PAUSE_AFTER)));
        }
        return outcome.ended();
    }

    /// Sees to builds whose worker died.
    @Transactional
    int findLost() {
        return sql.endLost() + sql.requeueLost();
    }

    /// That of a process which died before this one started.
    void expire(long id, int claims) {
        sql.expire(id, claims);
    }

    private static void require(int changed) {
        if (changed == 0) {
            throw new BuildStopped();
        }
    }
}
