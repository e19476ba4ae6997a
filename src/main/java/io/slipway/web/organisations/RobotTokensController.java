package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.Credentials;
import io.slipway.access.Credentials.Issued;
import io.slipway.access.NewCredential;
import io.slipway.access.PlacedRobot;
import io.slipway.access.Right;
import io.slipway.access.RobotAccess;
import io.slipway.accounts.Robot;
import io.slipway.content.TagPatterns;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Snippets;
import io.slipway.web.organisations.RobotView.Asked;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A robot's tokens. A secret is on the page that answers its making, and nowhere else.
@Controller
@RequestMapping({RobotsController.OF_ORGANISATION + "/{robot}/tokens", RobotsController.OF_USER + "/{robot}/tokens"})
class RobotTokensController {

    private static final int OVERLAP_HOURS = 8_760;

    /// The fields of the form.
    record Fields(
            @Nullable String name,
            @Nullable List<String> right,
            @Nullable String tags,
            @Nullable Integer days) {

        Map<String, String> typed() {
            return Map.of("token", text(name), "tags", text(tags));
        }

        Set<Right> rights() {
            return (right == null ? List.<String>of() : right)
                    .stream()
                            .flatMap(id -> Arrays.stream(Right.values())
                                    .filter(it ->
                                            it.name().toLowerCase(Locale.ROOT).equals(id)))
                            .collect(Collectors.toUnmodifiableSet());
        }

        TagPatterns patterns() {
            return new TagPatterns(Arrays.stream(text(tags).split("[\\s,]+"))
                    .filter(it -> !it.isEmpty())
                    .toList());
        }

        Optional<Duration> life() {
            return Optional.ofNullable(days).map(Duration::ofDays);
        }

        private static String text(@Nullable String value) {
            return Objects.requireNonNullElse(value, "").strip();
        }
    }

    private final RobotAccess access;
    private final Credentials credentials;
    private final RobotView view;
    private final Heads heads;

    RobotTokensController(RobotAccess access, Credentials credentials, RobotView view, Heads heads) {
        this.access = access;
        this.credentials = credentials;
        this.view = view;
        this.heads = heads;
    }

    @PostMapping
    ModelAndView create(
            Caller caller, Shell shell, @PathVariable String namespace, @PathVariable String robot, Fields fields) {
        PlacedRobot placed = access.toManage(caller, namespace, robot);
        Asked asked = new Asked(shell, caller, namespace, placed, true);
        TagPatterns tags;
        try {
            tags = fields.patterns();
        } catch (IllegalArgumentException malformed) {
            return refused(asked, Form.refused("tags", "orgs.fault.tags").with(fields.typed()));
        }
        Robot holder = placed.robot();
        NewCredential wanted = new NewCredential(
                Fields.text(fields.name()), access.scope(holder, fields.rights(), tags, Set.of()), fields.life());
        return issued(asked, fields.typed(), () -> credentials.issue(holder, wanted, caller));
    }

    /// Another secret; the old one stays good for a while.
    @PostMapping("/{id}/secrets")
    ModelAndView rotate(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id,
            @RequestParam Optional<Integer> hours) {
        PlacedRobot placed = access.toManage(caller, namespace, robot);
        Optional<Duration> overlap = hours.map(it -> Duration.ofHours(Math.clamp(it, 0, OVERLAP_HOURS)));
        return issued(
                new Asked(shell, caller, namespace, placed, true),
                Map.of(),
                () -> credentials.rotate(placed.robot(), id, overlap, caller));
    }

    @PostMapping(value = "/{id}", params = "_method=patch")
    ModelAndView change(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id,
            @RequestParam boolean disabled) {
        Robot holder = access.toManage(caller, namespace, robot).robot();
        credentials.setDisabled(holder, id, disabled);
        return new OwnPath(path(shell, caller, namespace, holder)).seeOther(Notice.SAVED);
    }

    @PostMapping(value = "/{id}", params = "_method=delete")
    ModelAndView revoke(
            Caller caller,
            Shell shell,
            @PathVariable String namespace,
            @PathVariable String robot,
            @PathVariable long id) {
        Robot holder = access.toManage(caller, namespace, robot).robot();
        credentials.revoke(holder, id);
        return new OwnPath(path(shell, caller, namespace, holder)).seeOther(Notice.REVOKED);
    }

    private ModelAndView issued(Asked asked, Map<String, String> typed, Supplier<Issued> making) {
        AtomicReference<@Nullable Issued> made = new AtomicReference<>();
        Optional<String> refusal = Refusals.of(() -> made.set(making.get()));
        if (refusal.isPresent()) {
            return refused(asked, Form.refused("token", refusal.get()).with(typed));
        }
        Optional<Snippets> secret = Optional.ofNullable(made.get())
                .map(it -> new Snippets(
                        asked.shell().registry(), asked.robot().robot().name(), it.secret()));
        return new ModelAndView(RobotView.NAME, "page", view.of(asked, Form.EMPTY, Optional.empty(), secret));
    }

    private ModelAndView refused(Asked asked, Form form) {
        return Refusals.answer(RobotView.NAME, view.of(asked, form, Optional.empty(), Optional.empty()));
    }

    private String path(Shell shell, Caller caller, String namespace, Robot robot) {
        return heads.of(shell, caller, namespace, "robots").at("robots/" + robot.shortName());
    }
}
