package io.slipway.access;

import io.slipway.content.Repositories;
import io.slipway.content.RepositoryState;
import io.slipway.oci.RepositoryName;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes a repository together with the roles that it starts with.
@Component
class Creation {

    private final Repositories repositories;
    private final GrantSql grants;

    Creation(Repositories repositories, GrantSql grants) {
        this.repositories = repositories;
        this.grants = grants;
    }

    /// Where somebody else was faster, it is theirs: look at `createdBy`.
    @Transactional
    RepositoryState create(RepositoryName name, long namespaceId, long principal) {
        RepositoryState state = repositories.create(name, namespaceId, principal);
        if (state.createdBy() == principal) {
            grants.start(state.id(), namespaceId, principal);
        }
        return state;
    }
}
