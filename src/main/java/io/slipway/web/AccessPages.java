package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Explanations;
import io.slipway.access.Grantee.Kind;
import io.slipway.access.Grants;
import io.slipway.access.Holding;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.AccessPage.AccessList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Who may do what in a repository, and why: everybody for who manages it and for auditors, oneself for every reader.
@Component
class AccessPages implements RepositoryPart {

    private static final int SIZE = 50;

    private final Access access;
    private final SiteAccess site;
    private final RepositoryHeads heads;
    private final Explanations explanations;
    private final Grants grants;
    private final People people;

    /// Those who can hold a role by name.
    @Component
    record People(Users users, Robots robots) {

        Optional<? extends Subject> find(Repository repository, String name) {
            return name.contains("+")
                    ? robots.find(name).filter(robot -> robot.namespaceId() == repository.namespaceId())
                    : users.find(name);
        }
    }

    AccessPages(
            Access access,
            SiteAccess site,
            RepositoryHeads heads,
            Explanations explanations,
            Grants grants,
            People people) {
        this.access = access;
        this.site = site;
        this.heads = heads;
        this.explanations = explanations;
        this.grants = grants;
        this.people = people;
    }

    @Override
    public Set<String> names() {
        return Set.of("access");
    }

    /// @throws OciException NAME_UNKNOWN to whoever may not read it
    /// @throws AccessException UNAUTHORIZED
    @Override
    public ModelAndView show(Asked asked) {
        Caller caller = asked.caller();
        Shell shell = asked.shell();
        Repository repository = access.toSee(caller, asked.name());
        if (shell.user().isEmpty()) {
            site.self(caller);
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        User reader = shell.user().get();
        RepositoryHead head = heads.of(caller, shell, repository, "access");
        HeldRole own = HeldRole.of(explanations.of(repository, reader));
        Optional<AccessList> list =
                head.manageable() || site.isOverseer(caller) ? Optional.of(list(asked, repository)) : Optional.empty();
        return new ModelAndView("repository/access", "page", new AccessPage(shell, head, own, list));
    }

    private AccessList list(Asked asked, Repository repository) {
        String name = asked.parameter("user");
        String after = asked.parameter("after");
        Page<Holding> found = explanations.in(repository, after, SIZE);
        List<HeldRole> rows = found.items().stream().map(HeldRole::of).toList();
        List<GrantRow> teams = grants.list(repository).stream()
                .filter(grant -> grant.grantee().kind() == Kind.TEAM)
                .map(grant -> GrantRow.of(grant, asked.shell().language()))
                .toList();
        Optional<HeldRole> answer = people.find(repository, name)
                .map(subject -> explanations.of(repository, subject))
                .map(HeldRole::of);
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> UriComponentsBuilder.fromPath("/r/" + repository.name() + "/-/access")
                        .queryParam("after", page.items().getLast().name())
                        .encode()
                        .toUriString()
                        .replace("+", "%2B"));
        return new AccessList(rows, teams, name, answer, after.isEmpty(), next);
    }
}
