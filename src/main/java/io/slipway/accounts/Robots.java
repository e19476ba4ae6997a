package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Machine accounts. To be changed, a robot is looked for inside its namespace only.
@Service
public class Robots {

    /// What is empty stays as it is.
    public record Change(Optional<String> description, Optional<Boolean> disabled) {}

    private final RobotRows rows;
    private final PrincipalRows principals;
    private final Outbox outbox;

    Robots(RobotRows rows, PrincipalRows principals, Outbox outbox) {
        this.rows = rows;
        this.principals = principals;
        this.outbox = outbox;
    }

    /// @param name the full name, as `acme+ci`
    @Transactional(readOnly = true)
    public Optional<Robot> find(String name) {
        int plus = name.indexOf('+');
        return plus < 0
                ? Optional.empty()
                : rows.findLive(name.substring(0, plus), name.substring(plus + 1))
                        .map(NamedRobot::toRobot);
    }

    @Transactional(readOnly = true)
    public Optional<Robot> find(long id) {
        return rows.findLive(id).map(NamedRobot::toRobot);
    }

    @Transactional(readOnly = true)
    public Optional<Robot> find(long namespaceId, String shortName) {
        return rows.findLive(namespaceId, shortName).map(NamedRobot::toRobot);
    }

    /// @throws AccountsException when the namespace has no such robot
    @Transactional(readOnly = true)
    public Robot get(long namespaceId, long id) {
        return row(namespaceId, id).toRobot();
    }

    /// At most `size` robots whose short names come after this one, in ASCII order.
    @Transactional(readOnly = true)
    public List<Robot> page(long namespaceId, String after, int size) {
        return rows.page(namespaceId, after, Limit.of(size)).stream()
                .map(NamedRobot::toRobot)
                .toList();
    }

    /// A new principal, whatever the name was before: nothing given to an older robot is this one's.
    ///
    /// @throws AccountsException for a name that another robot of the namespace has
    @Transactional
    public Robot create(NewRobot robot, long by) {
        long namespace = rows.hold(robot.namespaceId())
                .orElseThrow(() -> new AccountsException(Code.NAMESPACE_UNKNOWN, "there is no such namespace"));
        if (rows.findLive(namespace, robot.name().value()).isPresent()) {
            throw new AccountsException(Code.NAME_TAKEN, "there is a robot " + robot.name() + " already");
        }
        Principal principal = principals.save(Principal.robot());
        rows.saveAndFlush(new RobotRow(principal, robot, by));
        return published("robot.create", get(namespace, principal.id()));
    }

    @Transactional
    public Robot update(long namespaceId, long id, String description) {
        row(namespaceId, id).row().describe(description);
        rows.flush();
        return published("robot.update", get(namespaceId, id));
    }

    /// All of it or nothing.
    ///
    /// @param wanted is given the robot as it is; nobody changes it meanwhile
    @Transactional
    public Robot change(long namespaceId, long id, Function<Robot, Change> wanted) {
        Robot now = rows.hold(namespaceId).map(held -> get(held, id)).orElseThrow(Robots::unknown);
        Change change = wanted.apply(now);
        change.description().ifPresent(text -> update(namespaceId, id, text));
        change.disabled().filter(disabled -> disabled != now.disabled()).ifPresent(disabled -> {
            if (disabled) {
                disable(namespaceId, id);
            } else {
                enable(namespaceId, id);
            }
        });
        return get(namespaceId, id);
    }

    /// Its credentials work no more, until it is enabled.
    @Transactional
    public Robot disable(long namespaceId, long id) {
        rows.disable(namespaceId, id, true);
        return published("robot.disable", get(namespaceId, id));
    }

    @Transactional
    public Robot enable(long namespaceId, long id) {
        rows.disable(namespaceId, id, false);
        return published("robot.enable", get(namespaceId, id));
    }

    /// For good: another robot of this name is another one.
    @Transactional
    public void delete(long namespaceId, long id) {
        Robot robot = get(namespaceId, id);
        if (rows.delete(namespaceId, id) == 0) {
            throw unknown();
        }
        published("robot.delete", robot);
    }

    /// As a namespace that goes must.
    @Transactional
    public void deleteAll(long namespaceId) {
        rows.deleteAll(namespaceId);
    }

    private NamedRobot row(long namespaceId, long id) {
        return rows.findLive(id)
                .filter(robot -> robot.row().namespaceId() == namespaceId)
                .orElseThrow(Robots::unknown);
    }

    private Robot published(String action, Robot robot) {
        Event event = Event.of(action).in(robot.namespaceId()).target(robot.name());
        outbox.publish(robot.repositoryId().map(event::on).orElse(event));
        return robot;
    }

    private static AccountsException unknown() {
        return new AccountsException(Code.ROBOT_UNKNOWN, "there is no such robot");
    }
}
