package io.slipway.builds;

/// Whose deliveries a trigger understands.
public enum GitProvider {
    GITHUB,
    GITLAB,
    BITBUCKET,
    /// Forgejo, too
    GITEA,
    /// any Git server, by a hook of its own
    GIT
}
