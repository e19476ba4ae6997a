package io.slipway.web;

import io.slipway.access.Allowed;
import io.slipway.builds.OpenBuilds;
import io.slipway.content.RepositorySummary;
import io.slipway.content.Visibility;
import java.util.List;

/// What is above every page of a repository: its name and the way to its other pages.
///
/// @param registry  what comes before the name in a reference
/// @param tab       which of the pages this is
/// @param signedIn  the reader has an account, whose access can be explained
/// @param allowed   what the reader may do here
/// @param overseen  the reader may look at robots and at the audit log
/// @param warnings  of quotas, for those who push here
/// @param star      whether the reader keeps it at hand
/// @param builds    those that are not over
public record RepositoryHead(
        RepositorySummary repository,
        String registry,
        String tab,
        boolean signedIn,
        Allowed allowed,
        boolean overseen,
        List<QuotaBar> warnings,
        StarView star,
        OpenBuilds builds) {

    public boolean manageable() {
        return allowed.manage();
    }

    public boolean maintainable() {
        return allowed.maintain();
    }

    public String name() {
        return repository.name().value();
    }

    /// The page of its namespace.
    public String home() {
        return (repository.organisation() ? "/orgs/" : "/u/") + namespace();
    }

    public String namespace() {
        return repository.name().namespace();
    }

    /// The parts before the last one, each with its slash.
    public String folder() {
        return name().substring(0, name().lastIndexOf('/') + 1);
    }

    public String leaf() {
        return name().substring(name().lastIndexOf('/') + 1);
    }

    public boolean open() {
        return repository.visibility() == Visibility.PUBLIC;
    }

    /// With the registry's host, as clients write it.
    public String reference() {
        return registry + "/" + name();
    }

    public String path(String page) {
        return "/r/" + name() + "/-/" + page;
    }
}
