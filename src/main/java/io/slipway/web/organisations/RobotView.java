package io.slipway.web.organisations;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.access.Credential;
import io.slipway.access.Credentials;
import io.slipway.access.PlacedRobot;
import io.slipway.content.Page;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.Shell;
import io.slipway.web.Snippets;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Gathers what a robot's page shows.
@Component
class RobotView {

    static final String NAME = "organisations/robot";

    private static final int SIZE = 50;

    /// @param manages whether the reader may change it
    record Asked(Shell shell, Caller caller, String namespace, PlacedRobot robot, boolean manages) {}

    private final Credentials credentials;
    private final Heads heads;
    private final Access access;
    private final RepositoryHeads repositoryHeads;

    RobotView(Credentials credentials, Heads heads, Access access, RepositoryHeads repositoryHeads) {
        this.credentials = credentials;
        this.heads = heads;
        this.access = access;
        this.repositoryHeads = repositoryHeads;
    }

    RobotPage of(Asked asked, Form form, Optional<Long> before, Optional<Snippets> secret) {
        Head head = heads.of(asked.shell(), asked.caller(), asked.namespace(), "robots");
        Page<Credential> page = credentials.page(asked.robot().robot(), before, SIZE);
        List<RobotPage.Row> tokens = page.items().stream()
                .map(token -> RobotPage.Row.of(token, asked.shell().language()))
                .toList();
        RobotsPage.Row row = RobotsPage.Row.of(asked.robot(), head);
        Optional<String> next = page.more()
                ? Optional.of(row.path() + "?before=" + tokens.getLast().id())
                : Optional.empty();
        RobotPage.Life life = new RobotPage.Life(
                credentials.life().toDays(), credentials.maxLife().toDays());
        return new RobotPage(
                asked.shell(), head, place(asked, head), form, row, asked.manages(), tokens, next, life, secret);
    }

    /// Where the reader finds the robot beside others.
    String list(Asked asked) {
        return of(asked, Form.EMPTY, Optional.empty(), Optional.empty()).list();
    }

    /// Auditors look at it in its namespace.
    private Optional<RepositoryHead> place(Asked asked, Head head) {
        return asked.robot()
                .repository()
                .filter(_ -> asked.manages() && !head.governs())
                .map(name -> access.toManage(asked.caller(), name))
                .map(found -> repositoryHeads.of(asked.caller(), asked.shell(), found, RepositoryRobots.NAME));
    }
}
