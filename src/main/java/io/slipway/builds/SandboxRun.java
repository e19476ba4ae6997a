package io.slipway.builds;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// One command of a build.
///
/// @param work        the build's own folder, `/build` inside
/// @param store       what builds of the repository keep, `/store` inside
/// @param network     what it can reach
/// @param hosts       lines of its file of hosts, besides those of loopback
/// @param secrets     files below `/secrets`, which lie in memory only
/// @param environment besides the usual
record SandboxRun(
        Path work,
        Path store,
        Network network,
        List<String> hosts,
        Map<String, String> secrets,
        Map<String, String> environment,
        List<String> command) {

    enum Network {
        /// nothing
        NONE,
        /// other machines, but neither this one nor private addresses
        OWN,
        /// what this machine reaches: for commands of Slipway's, never for those of a Dockerfile
        OPEN
    }

    SandboxRun {
        hosts = List.copyOf(hosts);
        secrets = Map.copyOf(secrets);
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
    }

    @Override
    public String toString() {
        return "SandboxRun[" + command.getFirst() + "]";
    }
}
