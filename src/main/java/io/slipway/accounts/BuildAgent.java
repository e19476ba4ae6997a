package io.slipway.accounts;

/// As what the builds of one repository push: it cannot sign in but by the credential of a build that runs.
///
/// @param id   the principal
/// @param name `_build+<repository>`: no user's and no namespace's name begins like that
public record BuildAgent(long id, String name, long repositoryId) implements Subject {

    private static final String PREFIX = "_build+";

    /// Whether a build goes by that name.
    public static boolean isName(String name) {
        return name.startsWith(PREFIX);
    }

    @Override
    public boolean disabled() {
        return false;
    }
}
