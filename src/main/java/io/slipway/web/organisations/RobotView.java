package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.Credential;
import io.slipway.access.Credentials;
import io.slipway.access.PlacedRobot;
import io.slipway.content.Page;
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

    RobotView(Credentials credentials, Heads heads) {
        this.credentials = credentials;
        this.heads = heads;
    }

    RobotPage of(Asked asked, Form form, Optional<Long> before, Optional<Snippets> secret) {
        Head head = heads.of(asked.shell(), asked.caller(), asked.namespace(), "robots");
        Page<Credential> page = credentials.page(asked.robot().robot(), before, SIZE);
        List<RobotPage.Row> tokens = page.items().stream()
                .map(token -> RobotPage.Row.of(token, asked.shell().language()))
                .toList();
        RobotsPage.Row row = RobotsPage.Row.of(asked.robot());
        Optional<String> next = page.more()
                ? Optional.of(head.at("robots/" + row.name()) + "?before="
                        + tokens.getLast().id())
                : Optional.empty();
        RobotPage.Life life = new RobotPage.Life(
                credentials.life().toDays(), credentials.maxLife().toDays());
        return new RobotPage(asked.shell(), head, form, row, asked.manages(), tokens, next, life, secret);
    }
}
