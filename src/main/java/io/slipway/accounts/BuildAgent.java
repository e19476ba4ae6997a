package io.slipway.accounts;

/// As what the builds of one repository push: it cannot sign in but by the credential of a build that runs.
///
/// @param id   the principal
/// @param name `_build+<repository>`: no user's and no namespace's name begins like that
public record BuildAgent(long id, String name, long repositoryId) implements Subject {

    @Override
    public boolean disabled() {
        return false;
    }
}
