package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.PlacedRobot;
import io.slipway.access.RobotAccess;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.organisations.RobotView.Asked;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// One robot.
@Controller
@RequestMapping({RobotsController.OF_ORGANISATION + "/{robot}", RobotsController.OF_USER + "/{robot}"})
class RobotController {

    private final RobotAccess access;
    private final Robots robots;
    private final RobotView view;
    private final Heads heads;

    RobotController(RobotAccess access, Robots robots, RobotView view, Heads heads) {
        this.access = access;
        this.robots = robots;
        this.view = view;
        this.heads = heads;
    }

    @GetMapping
    ModelAndView show(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @PathVariable String robot,
            @RequestParam Optional<Long> before) {
        PlacedRobot found = access.toSee(caller, namespace, robot);
        boolean manages = access.mayManage(caller, namespace, robot);
        Asked asked = new Asked(shell, caller, namespace, found, manages);
        return new ModelAndView(RobotView.NAME, "page", view.of(asked, Form.EMPTY, before, Optional.empty()));
    }

    @PostMapping(params = "_method=patch")
    ModelAndView change(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @PathVariable String robot,
            @RequestParam Optional<String> description,
            @RequestParam Optional<Boolean> disabled) {
        PlacedRobot placed = access.toManage(caller, namespace, robot);
        Robot found = placed.robot();
        Robots.Change change = new Robots.Change(description, disabled);
        Optional<String> refusal = Refusals.of(() -> robots.change(found.namespaceId(), found.id(), _ -> change));
        return refusal.isPresent()
                ? refused(new Asked(shell, caller, namespace, placed, true), Form.refused("description", refusal.get()))
                : new OwnPath(path(shell, caller, namespace, "robots/" + found.shortName())).seeOther(Notice.SAVED);
    }

    @PostMapping(params = "_method=delete")
    ModelAndView delete(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @PathVariable String robot,
            @RequestParam(defaultValue = "") String confirm) {
        PlacedRobot placed = access.toManage(caller, namespace, robot);
        Asked asked = new Asked(shell, caller, namespace, placed, true);
        if (!confirm.strip().equals(placed.robot().shortName())) {
            return refused(asked, Form.refused("confirm", "orgs.fault.confirm"));
        }
        String list = view.list(asked);
        robots.delete(placed.robot().namespaceId(), placed.robot().id());
        return new OwnPath(list).seeOther(Notice.DELETED);
    }

    private ModelAndView refused(Asked asked, Form form) {
        return Refusals.answer(RobotView.NAME, view.of(asked, form, Optional.empty(), Optional.empty()));
    }

    private String path(Shell shell, Caller caller, String namespace, String below) {
        return heads.of(shell, caller, namespace, "robots").at(below);
    }
}
