package io.slipway.web.organisations;

import io.slipway.access.Access;
import io.slipway.access.PlacedRobot;
import io.slipway.access.RobotAccess;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The robots that are confined to a repository, for whoever manages it and for auditors; each has its page in
/// the namespace.
@Component
class RepositoryRobots implements RepositoryPart {

    static final String NAME = "robots";

    private static final String VIEW = "repository/robots";
    private static final int SIZE = 50;

    private final Access access;
    private final RobotAccess robots;
    private final RepositoryHeads repositoryHeads;
    private final Heads heads;

    RepositoryRobots(Access access, RobotAccess robots, RepositoryHeads repositoryHeads, Heads heads) {
        this.access = access;
        this.robots = robots;
        this.repositoryHeads = repositoryHeads;
        this.heads = heads;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toOversee(asked.caller(), asked.name());
        return new ModelAndView(VIEW, "page", page(asked, repository, asked.parameter("after"), Form.EMPTY));
    }

    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toManage(asked.caller(), asked.name());
        String namespace = repository.name().namespace();
        RobotFields fields = new RobotFields(
                form.get("name"), form.get("description"), repository.name().value(), form.get("role"));
        Optional<Form> refusal = fields.create(robots, asked.caller(), namespace, true);
        return refusal.isPresent()
                ? Refusals.answer(VIEW, page(asked, repository, "", refusal.get()))
                : new OwnPath(space(asked, repository).at("robots/" + fields.shortName())).seeOther(Notice.CREATED);
    }

    private RepositoryRobotsPage page(Asked asked, Repository repository, String after, Form form) {
        Page<PlacedRobot> found = robots.list(asked.caller(), repository.name(), after, SIZE);
        Head space = space(asked, repository);
        List<RobotsPage.Row> rows = found.items().stream()
                .map(robot -> RobotsPage.Row.of(robot, space))
                .toList();
        RepositoryHead head = repositoryHeads.of(asked.caller(), asked.shell(), repository, NAME);
        Optional<String> next = found.more()
                ? Optional.of(head.path(NAME) + "?after=" + rows.getLast().name())
                : Optional.empty();
        return new RepositoryRobotsPage(asked.shell(), head, form, rows, after.isEmpty(), next);
    }

    private Head space(Asked asked, Repository repository) {
        return heads.of(asked.shell(), asked.caller(), repository.name().namespace(), NAME);
    }
}
