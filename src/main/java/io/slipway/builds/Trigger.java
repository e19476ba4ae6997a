package io.slipway.builds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A Git repository whose pushes become images of one repository here. Nothing in it is secret.
///
/// @param id            as in `/hooks/{trigger}`
/// @param rowId         for what refers to it in the database
/// @param defaultBranch as the last delivery told; empty: not known
/// @param publicKey     of the deploy key, to be pasted at the provider; empty without one
/// @param remote        whether there is a token to start builds from elsewhere
/// @param allowPushes   whether others than builds push the tags that its rules make
/// @param failures      how many builds failed in a row
/// @param pausedAt      since when it rests because of them
public record Trigger(
        UUID id,
        long rowId,
        long repositoryId,
        GitProvider provider,
        String url,
        String defaultBranch,
        GitAccess access,
        String login,
        String publicKey,
        List<String> hostKeys,
        boolean remote,
        boolean remoteInUrl,
        boolean submodules,
        boolean supersede,
        boolean allowPushes,
        boolean enabled,
        int failures,
        Optional<Instant> pausedAt,
        int version,
        Instant createdAt) {

    public Trigger {
        hostKeys = List.copyOf(hostKeys);
    }

    /// Whether deliveries and people may start builds.
    public boolean isActive() {
        return enabled && pausedAt.isEmpty();
    }
}
