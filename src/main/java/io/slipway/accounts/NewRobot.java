package io.slipway.accounts;

import java.util.Optional;

/// A machine account to be made.
///
/// @param repositoryId confines it to this repository, which is one of the namespace: whoever makes the robot holds it
public record NewRobot(long namespaceId, Optional<Long> repositoryId, ShortName name, String description) {

    public NewRobot {
        description = Texts.description(description);
    }
}
