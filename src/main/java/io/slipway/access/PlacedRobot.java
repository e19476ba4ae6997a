package io.slipway.access;

import io.slipway.accounts.Robot;
import io.slipway.oci.RepositoryName;
import java.util.Optional;

/// A robot with the name of the repository to which it is confined.
///
/// @param repository empty for a robot of the whole namespace, or when the repository is gone
public record PlacedRobot(Robot robot, Optional<RepositoryName> repository) {}
