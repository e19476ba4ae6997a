package io.slipway.builds.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One command of a build.
///
/// @param work        the build's own folder, `/build` inside
/// @param store       what builds of the repository keep, `/store` inside
/// @param network     what it can reach by itself
/// @param outlet      the socket file of an [Outlet], `/run/outlet` inside; then `127.0.0.1:1080` is one, too
/// @param secrets     files below `/secrets`, which lie in memory only
/// @param environment besides the usual
record SandboxRun(
        Path work,
        Path store,
        Network network,
        Optional<Path> outlet,
        Map<String, String> secrets,
        Map<String, String> environment,
        List<String> command) {

    enum Network {
        /// nothing
        NONE,
        /// other machines, but neither this one nor private addresses
        OWN
    }

    SandboxRun {
        secrets = Map.copyOf(secrets);
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
    }

    @Override
    public String toString() {
        return "SandboxRun[" + command.getFirst() + "]";
    }
}
