package io.slipway.accounts;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The principals behind what builds push.
@Service
public class BuildAgents {

    private final BuildAgentSql sql;

    BuildAgents(BuildAgentSql sql) {
        this.sql = sql;
    }

    /// Empty as well when the repository is deleted.
    public Optional<BuildAgent> find(long principal) {
        return sql.find(principal);
    }

    /// Makes it when there is none yet; empty when the repository is deleted.
    @Transactional
    public Optional<BuildAgent> in(long repositoryId) {
        return sql.in(repositoryId).flatMap(sql::find);
    }
}
