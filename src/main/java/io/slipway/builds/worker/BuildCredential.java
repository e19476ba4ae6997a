package io.slipway.builds.worker;

import io.slipway.access.BuildPassword;

/// What one build signs in with: it pulls in one repository, and pushes its own tags there, while it runs.
///
/// @param login the user name that goes with the password
record BuildCredential(String login, BuildPassword password) {

    /// As the header of Basic authentication has it, before it is encoded.
    String basic() {
        return login + ":" + password.value();
    }
}
