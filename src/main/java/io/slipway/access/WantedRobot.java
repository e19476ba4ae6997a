package io.slipway.access;

import io.slipway.accounts.Role;
import io.slipway.accounts.ShortName;
import io.slipway.oci.RepositoryName;
import java.util.Optional;

/// A robot as somebody asks for it.
///
/// @param repository to which it is confined
/// @param role       there, or in the whole namespace; empty: none yet
public record WantedRobot(
        ShortName name, String description, Optional<RepositoryName> repository, Optional<Role> role) {}
