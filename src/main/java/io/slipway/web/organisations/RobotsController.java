package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.PlacedRobot;
import io.slipway.access.RobotAccess;
import io.slipway.access.WantedRobot;
import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.content.Page;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /// The fields of the form.
    record Fields(
            @Nullable String name,
            @Nullable String description,
            @Nullable String repository,
            @Nullable String role) {

        Map<String, String> typed() {
            return Map.of("name", text(name), "description", text(description), "repository", text(repository));
        }

        WantedRobot wanted(String namespace) {
            return new WantedRobot(
                    new ShortName(text(name)),
                    text(description),
                    Optional.of(text(repository)).filter(it -> !it.isEmpty()).map(it -> inside(namespace, it)),
                    Role.find(text(role)).filter(it -> it != Role.NONE));
        }

        private static RepositoryName inside(String namespace, String text) {
            return RepositoryName.parse(text.startsWith(namespace + "/") ? text : namespace + "/" + text);
        }

        private static String text(@Nullable String value) {
            return Objects.requireNonNullElse(value, "").strip();
        }
    }

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
    ModelAndView create(Caller caller, Shell shell, @PathVariable String namespace, Fields fields) {
        Optional<String> refusal;
        try {
            refusal = Refusals.of(() -> access.create(caller, namespace, fields.wanted(namespace)));
        } catch (OciException noSuchRepository) {
            if (!heads.of(shell, caller, namespace, "robots").governs()) {
                throw noSuchRepository;
            }
            refusal = Optional.of("orgs.fault.repository");
        }
        if (refusal.isPresent()) {
            String field = switch (refusal.get()) {
                case "orgs.fault.repository" -> "repository";
                case "orgs.fault.text" -> "description";
                default -> "name";
            };
            Form form = Form.refused(field, refusal.get()).with(fields.typed());
            return Refusals.answer(VIEW, page(shell, caller, namespace, "", form));
        }
        Head head = heads.of(shell, caller, namespace, "robots");
        return new OwnPath(head.at("robots/" + Fields.text(fields.name()))).seeOther(Notice.CREATED);
    }

    private RobotsPage page(Shell shell, Caller caller, String namespace, String after, Form form) {
        Page<PlacedRobot> found = access.list(caller, namespace, after, SIZE);
        Head head = heads.of(shell, caller, namespace, "robots");
        List<RobotsPage.Row> rows =
                found.items().stream().map(RobotsPage.Row::of).toList();
        Optional<String> next = found.more()
                ? Optional.of(head.at("robots") + "?after=" + rows.getLast().name())
                : Optional.empty();
        return new RobotsPage(shell, head, form, rows, after.isEmpty(), next);
    }
}
