package io.slipway.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One that waits to be accepted. Whoever has the link may use it, whatever address it was sent to.
///
/// @param namespaceId  of the organisation; empty: to the site
/// @param organisation its name
/// @param email        where it was sent
/// @param owner        as what one joins
/// @param teamIds      which one joins, too
/// @param invitedBy    a name
public record Invitation(
        long id,
        Optional<Long> namespaceId,
        Optional<String> organisation,
        Optional<String> email,
        boolean owner,
        List<Long> teamIds,
        String invitedBy,
        Instant createdAt,
        Instant expiresAt) {}
