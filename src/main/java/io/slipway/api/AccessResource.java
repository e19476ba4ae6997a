package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.Explanations;
import io.slipway.access.Holding;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Robots;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// Who may do what, and why: below a repository for those who manage it and for auditors, of oneself for every reader.
@Component
class AccessResource {

    static final String NAME = "access";

    private final Access access;
    private final SiteAccess site;
    private final Explanations explanations;
    private final Users users;
    private final Robots robots;

    AccessResource(Access access, SiteAccess site, Explanations explanations, Users users, Robots robots) {
        this.access = access;
        this.site = site;
        this.explanations = explanations;
        this.users = users;
        this.robots = robots;
    }

    /// @param user a person or a robot of the repository's namespace; a blank stands for the `+` that it was
    ResponseEntity<?> in(Caller caller, RepositoryName name, @Nullable String user, PageQuery query) {
        if (user == null) {
            return list(toOversee(caller, name), query);
        }
        String asked = user.replace(' ', '+');
        Repository repository = isSelf(caller, asked) ? access.toSee(caller, name) : toOversee(caller, name);
        Subject subject = find(repository, asked).orElseThrow(ApiException::notFound);
        return ResponseEntity.ok(HoldingView.of(explanations.of(repository, subject)));
    }

    /// What somebody may do where.
    ResponseEntity<List<HoldingView>> of(User user, PageQuery query) {
        Page<Holding> page = explanations.of(user.id(), query.after(), query.limit());
        List<HoldingView> items =
                page.items().stream().map(HoldingView::ofRepository).toList();
        return query.answer("/api/v1/users/" + user.name() + "/access", items, page.more(), HoldingView::name);
    }

    /// To see settings and grants, without changing them.
    Repository toOversee(Caller caller, RepositoryName name) {
        return site.isOverseer(caller) ? access.toSee(caller, name) : access.toManage(caller, name);
    }

    private ResponseEntity<List<HoldingView>> list(Repository repository, PageQuery query) {
        Page<Holding> page = explanations.in(repository, query.after(), query.limit());
        List<HoldingView> items = page.items().stream().map(HoldingView::of).toList();
        String path = "/api/v1/repositories/" + repository.name() + "/-/" + NAME;
        return query.answer(path, items, page.more(), HoldingView::name);
    }

    private Optional<? extends Subject> find(Repository repository, String name) {
        if (name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return name.contains("+")
                ? robots.find(name).filter(robot -> robot.namespaceId() == repository.namespaceId())
                : users.find(name);
    }

    private static boolean isSelf(Caller caller, String name) {
        return switch (caller) {
            case Caller.Person person -> person.user().name().equals(name);
            case Caller.Holder holder -> holder.subject().name().equals(name);
            case Caller.Viewer viewer -> viewer.seen().name().equals(name);
            case Caller.Anonymous _, Caller.Bearer _ -> false;
        };
    }
}
