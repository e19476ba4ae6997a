package io.slipway.accounts;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A robot's row with the names that belong to it.
record NamedRobot(RobotRow row, String namespace, @Nullable String creator) {

    Robot toRobot() {
        return row.toRobot(namespace, Optional.ofNullable(creator));
    }
}
