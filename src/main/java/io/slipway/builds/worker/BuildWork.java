package io.slipway.builds.worker;

import io.slipway.access.BuildPassword;
import io.slipway.builds.BuildSettings;
import io.slipway.builds.BuildState;
import io.slipway.builds.worker.BuildClaimSql.Asked;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// The queue as workers see it: what they take, keep, give back and end.
@Component
public class BuildWork {

    /// A worker that was not heard of for so long is dead.
    static final Duration LEASE = Duration.ofSeconds(60);

    /// Failures in a row of one trigger.
    static final int PAUSE_AFTER = 20;

    private final BuildClaimSql sql;
    private final BuildSettings settings;

    BuildWork(BuildClaimSql sql, BuildSettings settings) {
        this.sql = sql;
        this.settings = settings;
    }

    @Transactional
    Optional<BuildClaim> claim(String node) {
        sql.lock();
        return sql.claim(node, settings.perNamespace(), LEASE);
    }

    /// Empty when the claim or its repository is gone.
    Optional<BuildCredential> admit(BuildClaim claim) {
        BuildPassword password = BuildPassword.fresh();
        return sql.admit(claim, password, settings.timeout().plusMinutes(5))
                .map(login -> new BuildCredential(login, password));
    }

    List<Asked> renew(Collection<BuildClaim> claims) {
        return claims.isEmpty() ? List.of() : sql.renew(claims, LEASE);
    }

    /// @throws BuildStopped when somebody else has it by now
    void proceed(BuildClaim claim, BuildState state) {
        require(sql.proceed(claim, state));
    }

    /// @throws BuildStopped when somebody else has it by now
    public void setCommit(BuildClaim claim, GitSource.Commit commit) {
        require(sql.setCommit(claim, commit.id(), commit.title(), commit.author()));
    }

    @Transactional
    void release(BuildClaim claim) {
        sql.release(claim);
        sql.dismiss();
    }

    /// With it the credential of the build ends.
    ///
    /// @return whether it was still this worker's
    @Transactional
    boolean end(BuildClaim claim, BuildEnd end) {
        boolean ended = sql.end(claim, end, PAUSE_AFTER);
        sql.dismiss();
        return ended;
    }

    /// Sees to builds whose worker died.
    @Transactional
    int findLost() {
        int lost = sql.endLost() + sql.requeueLost();
        sql.dismiss();
        return lost;
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
