package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.PlacedRobot;
import io.slipway.access.RobotAccess;
import io.slipway.content.Page;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The robots of an organisation, and those of a user's own namespace.
@Controller
@RequestMapping({RobotsController.OF_ORGANISATION, RobotsController.OF_USER})
class RobotsController {

    static final String OF_ORGANISATION = "/orgs/{namespace}/-/robots";
    static final String OF_USER = "/u/{namespace}/-/robots";

    private static final String VIEW = "organisations/robots";
    private static final int SIZE = 50;

    private final RobotAccess access;
    private final Heads heads;

    RobotsController(RobotAccess access, Heads heads) {
        this.access = access;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView list(
            Caller caller, Shell shell, @PathVariable String namespace, @RequestParam(defaultValue = "") String after) {
        return new ModelAndView(VIEW, "page", page(shell, caller, namespace, Words.clean(after), Form.EMPTY));
    }

    @PostMapping
    ModelAndView create(Caller caller, Shell shell, @PathVariable String namespace, RobotFields fields) {
        Head head = heads.of(shell, caller, namespace, "robots");
        Optional<Form> refusal = fields.create(access, caller, namespace, head.governs());
        if (refusal.isPresent()) {
            return Refusals.answer(VIEW, page(shell, caller, namespace, "", refusal.get()));
        }
        return new OwnPath(head.at("robots/" + fields.shortName())).seeOther(Notice.CREATED);
    }

    private RobotsPage page(Shell shell, Caller caller, String namespace, String after, Form form) {
        Page<PlacedRobot> found = access.list(caller, namespace, after, SIZE);
        Head head = heads.of(shell, caller, namespace, "robots");
        List<RobotsPage.Row> rows = found.items().stream()
                .map(robot -> RobotsPage.Row.of(robot, head))
                .toList();
        Optional<String> next = found.more()
                ? Optional.of(head.at("robots") + "?after=" + rows.getLast().name())
                : Optional.empty();
        return new RobotsPage(shell, head, form, rows, after.isEmpty(), next);
    }
}
