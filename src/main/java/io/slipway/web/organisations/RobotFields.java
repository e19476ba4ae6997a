package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.RobotAccess;
import io.slipway.access.WantedRobot;
import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fields of the form that makes a robot.
///
/// @param repository to which it is confined; its namespace can be left out
record RobotFields(
        @Nullable String name,
        @Nullable String description,
        @Nullable String repository,
        @Nullable String role) {

    /// @param told whether the caller may know which repositories there are; others see a page that is missing
    /// @return what to show again where it was not made
    Optional<Form> create(RobotAccess access, Caller caller, String namespace, boolean told) {
        Optional<String> refusal;
        try {
            refusal = Refusals.of(() -> access.create(caller, namespace, wanted(namespace)));
        } catch (OciException noSuchRepository) {
            if (!told) {
                throw noSuchRepository;
            }
            refusal = Optional.of("orgs.fault.repository");
        }
        return refusal.map(message -> Form.refused(field(message), message).with(typed()));
    }

    String shortName() {
        return text(name);
    }

    private Map<String, String> typed() {
        return Map.of("name", text(name), "description", text(description), "repository", text(repository));
    }

    private WantedRobot wanted(String namespace) {
        return new WantedRobot(
                new ShortName(text(name)),
                text(description),
                Optional.of(text(repository)).filter(it -> !it.isEmpty()).map(it -> inside(namespace, it)),
                Role.find(text(role)).filter(it -> it != Role.NONE));
    }

    private static String field(String message) {
        return switch (message) {
            case "orgs.fault.repository" -> "repository";
            case "orgs.fault.text" -> "description";
            default -> "name";
        };
    }

    private static RepositoryName inside(String namespace, String text) {
        return RepositoryName.parse(text.startsWith(namespace + "/") ? text : namespace + "/" + text);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
