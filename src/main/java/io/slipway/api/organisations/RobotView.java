package io.slipway.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.PlacedRobot;
import io.slipway.accounts.Robot;
import java.time.Instant;
import java.util.Optional;

/// A robot as this API shows it.
///
/// @param login the user name with which it signs in
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RobotView(
        String name,
        String login,
        String description,
        Optional<String> repository,
        boolean disabled,
        Instant createdAt,
        Optional<String> createdBy) {

    static RobotView of(PlacedRobot placed) {
        Robot robot = placed.robot();
        return new RobotView(
                robot.shortName(),
                robot.name(),
                robot.description(),
                placed.repository().map(Object::toString),
                robot.disabled(),
                robot.createdAt(),
                robot.creator());
    }
}
