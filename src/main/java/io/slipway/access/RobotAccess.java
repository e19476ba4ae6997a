package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.Namespaces;
import io.slipway.accounts.NewRobot;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagPatterns;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Every way to a namespace's robots. Whoever governs the namespace has them all; whoever manages a repository has
/// those that are confined to it. So nobody makes a robot that may do more than its maker.
@Service
public class RobotAccess {

    private final NamespaceAccess spaces;
    private final Access access;
    private final Namespaces namespaces;
    private final Robots robots;
    private final Grants grants;
    private final RobotSql sql;

    RobotAccess(
            NamespaceAccess spaces, Access access, Namespaces namespaces, Robots robots, Grants grants, RobotSql sql) {
        this.spaces = spaces;
        this.access = access;
        this.namespaces = namespaces;
        this.robots = robots;
        this.grants = grants;
        this.sql = sql;
    }

    /// All robots of the namespace by short name, for whoever governs it and for auditors.
    ///
    /// @throws AccessException UNAUTHORIZED, NOT_FOUND, DENIED
    public Page<PlacedRobot> list(Caller caller, String namespace, String after, int size) {
        Namespace found = spaces.toOversee(caller, namespace);
        List<Robot> read = robots.page(found.id(), after, size + 1);
        Map<Long, RepositoryName> names = sql.names(
                read.stream().flatMap(robot -> robot.repositoryId().stream()).toList());
        return Page.of(read.stream().map(robot -> placed(robot, names)).toList(), size);
    }

    /// Those that are confined to a repository, for whoever manages it and for auditors.
    ///
    /// @throws AccessException NOT_FOUND for a repository of another namespace
    /// @throws OciException as `access.toOversee`
    public Page<PlacedRobot> list(Caller caller, RepositoryName name, String after, int size) {
        Repository repository = access.toOversee(caller, name);
        return Page.of(
                sql.confinedTo(repository.id(), after, size + 1).stream()
                        .flatMap(id -> robots.find(id).stream())
                        .map(robot -> new PlacedRobot(robot, Optional.of(repository.name())))
                        .toList(),
                size);
    }

    /// @throws AccessException UNAUTHORIZED, NOT_FOUND, DENIED
    public PlacedRobot toSee(Caller caller, String namespace, String shortName) {
        return find(caller, namespace, shortName, true);
    }

    /// To change the robot and its tokens.
    ///
    /// @throws AccessException UNAUTHORIZED, NOT_FOUND, DENIED
    public PlacedRobot toManage(Caller caller, String namespace, String shortName) {
        return find(caller, namespace, shortName, false);
    }

    /// Whether [#toManage] would hand it out.
    public boolean mayManage(Caller caller, String namespace, String shortName) {
        try {
            toManage(caller, namespace, shortName);
            return true;
        } catch (AccessException refusal) {
            return false;
        }
    }

    /// @throws AccessException UNAUTHORIZED, NOT_FOUND, or DENIED for a role beyond what the caller's token may do
    @Transactional
    public PlacedRobot create(Caller caller, String namespace, WantedRobot wanted) {
        if (caller instanceof Caller.Anonymous) {
            throw new AccessException(Code.UNAUTHORIZED, "sign in first");
        }
        long by = caller.principal().orElseThrow();
        return wanted.repository().isPresent()
                ? createConfined(caller, namespace, wanted, by)
                : createWide(caller, namespace, wanted, by);
    }

    /// What a token of the robot is good for: one that is confined to a repository has no other place.
    public CredentialScope scope(Robot robot, Set<Right> rights, TagPatterns tags, Set<Long> repositories) {
        return new CredentialScope(
                rights, tags, Set.of(), robot.repositoryId().map(Set::of).orElse(repositories));
    }

    private PlacedRobot createWide(Caller caller, String namespace, WantedRobot wanted, long by) {
        Namespace found = spaces.toGovern(caller, namespace);
        Robot robot =
                robots.create(new NewRobot(found.id(), Optional.empty(), wanted.name(), wanted.description()), by);
        wanted.role().ifPresent(role -> grants.set(found, Grantee.Kind.ROBOT, robot.name(), role, caller));
        return new PlacedRobot(robot, Optional.empty());
    }

    private PlacedRobot createConfined(Caller caller, String namespace, WantedRobot wanted, long by) {
        RepositoryName name = wanted.repository().orElseThrow();
        if (!name.hasNamespace() || !name.namespace().equals(namespace)) {
            throw new AccessException(Code.NOT_FOUND, "there is no repository " + name + " in " + namespace);
        }
        Repository repository = access.toManage(caller, name);
        Robot robot = robots.create(
                new NewRobot(
                        repository.namespaceId(), Optional.of(repository.id()), wanted.name(), wanted.description()),
                by);
        wanted.role().ifPresent(role -> grants.set(repository, Grantee.Kind.ROBOT, robot.name(), role, caller));
        return new PlacedRobot(robot, Optional.of(repository.name()));
    }

    private PlacedRobot find(Caller caller, String namespace, String shortName, boolean look) {
        Optional<Robot> robot = namespaces.find(namespace).flatMap(found -> robots.find(found.id(), shortName));
        Optional<PlacedRobot> placed = robot.map(
                found -> placed(found, sql.names(found.repositoryId().stream().toList())));
        if (placed.flatMap(PlacedRobot::repository)
                .filter(name -> access.mayManage(caller, name))
                .isPresent()) {
            return placed.get();
        }
        Namespace found = look ? spaces.toOversee(caller, namespace) : spaces.toGovern(caller, namespace);
        return placed.filter(it -> it.robot().namespaceId() == found.id())
                .orElseThrow(() -> new AccessException(Code.NOT_FOUND, "there is no such robot"));
    }

    private static PlacedRobot placed(Robot robot, Map<Long, RepositoryName> names) {
        return new PlacedRobot(robot, robot.repositoryId().map(names::get));
    }
}
