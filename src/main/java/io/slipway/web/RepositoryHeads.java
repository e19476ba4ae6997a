package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import org.springframework.stereotype.Component;

/// Makes the [RepositoryHead] of a page that the reader was found to be allowed to see.
@Component
public class RepositoryHeads {

    private final Access access;
    private final Repositories repositories;

    RepositoryHeads(Access access, Repositories repositories) {
        this.access = access;
        this.repositories = repositories;
    }

    public RepositoryHead of(Caller caller, Shell shell, Repository repository, String tab) {
        return new RepositoryHead(
                repositories.summary(repository),
                shell.registry(),
                tab,
                shell.user().isPresent(),
                access.mayManage(caller, repository.name()));
    }
}
