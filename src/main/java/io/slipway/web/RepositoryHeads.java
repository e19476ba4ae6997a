package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Allowed;
import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.builds.BuildViews;
import io.slipway.content.Quotas;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositorySummary;
import java.util.List;
import org.springframework.stereotype.Component;

/// Makes the [RepositoryHead] of a page that the reader was found to be allowed to see.
@Component
public class RepositoryHeads {

    private final Access access;
    private final Repositories repositories;
    private final SiteAccess site;
    private final Quotas quotas;
    private final StarViews stars;
    private final BuildViews builds;

    RepositoryHeads(
            Access access,
            Repositories repositories,
            SiteAccess site,
            Quotas quotas,
            StarViews stars,
            BuildViews builds) {
        this.access = access;
        this.repositories = repositories;
        this.site = site;
        this.quotas = quotas;
        this.stars = stars;
        this.builds = builds;
    }

    public RepositoryHead of(Caller caller, Shell shell, Repository repository, String tab) {
        Allowed allowed = access.allowed(caller, repository.name());
        RepositorySummary summary = repositories.summary(repository);
        return new RepositoryHead(
                summary,
                shell.registry(),
                tab,
                shell.user().isPresent(),
                allowed,
                allowed.manage() || site.isOverseer(caller),
                allowed.push() ? warnings(repository, shell.language()) : List.of(),
                stars.of(shell, summary),
                builds.open(repository));
    }

    private List<QuotaBar> warnings(Repository repository, Language language) {
        return quotas.warnings(repository).stream()
                .map(quota -> QuotaBar.of(quota, language))
                .toList();
    }
}
