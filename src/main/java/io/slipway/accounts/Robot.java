package io.slipway.accounts;

import java.time.Instant;
import java.util.Optional;

/// A machine account of a namespace, or of one of its repositories.
///
/// @param id           the principal
/// @param name         the full name, `<namespace>+<shortName>`: no user's name has a `+`
/// @param repositoryId the repository to which it is confined
/// @param creator      the name of whoever made it, while that account exists
public record Robot(
        long id,
        String name,
        long namespaceId,
        String shortName,
        Optional<Long> repositoryId,
        String description,
        boolean disabled,
        Instant createdAt,
        Optional<String> creator)
        implements Subject {}
