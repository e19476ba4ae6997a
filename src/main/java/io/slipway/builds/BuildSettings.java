package io.slipway.builds;

import io.slipway.work.StartFailure;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param worker       whether this process builds, or only queues
/// @param parallel     builds at a time in this process
/// @param cpu          processors for each build; 0 for no limit
/// @param disk         for one build together with the cache of its repository
/// @param network      what a RUN of a Dockerfile can reach
/// @param perNamespace builds at a time of one namespace, in all processes
/// @param queueLimit   builds of one namespace that wait
/// @param user         as whom builders run where Slipway is root
/// @param registry     under which address builders reach the registry; empty: this process on loopback
/// @param shortNames   the registry of base images that are named without one; empty: they are refused
/// @param databaseRole as which remote builders come to the database; migrations grant it what they need
@ConfigurationProperties("slipway.builds")
public record BuildSettings(
        @DefaultValue("auto") Runner runner,
        @DefaultValue("true") boolean worker,
        @DefaultValue("2") int parallel,
        @DefaultValue("1h") Duration timeout,
        @DefaultValue("10MB") DataSize logLimit,
        @DefaultValue("0") BigDecimal cpu,
        @DefaultValue("2GB") DataSize memory,
        @DefaultValue("512") int processes,
        @DefaultValue("10GB") DataSize disk,
        @DefaultValue("none") Network network,
        @DefaultValue("5") int perNamespace,
        @DefaultValue("100") int queueLimit,
        Path folder,
        @DefaultValue("slipway-build") String user,
        Optional<URI> registry,
        @DefaultValue("") String shortNames,
        @DefaultValue("") String databaseRole) {

    public enum Runner {
        AUTO,
        BUILDAH,
        KUBERNETES,
        NONE
    }

    public enum Network {
        NONE,
        OPEN
    }

    public BuildSettings {
        folder = folder.toAbsolutePath().normalize();
        // an unset Optional is bound as null
        registry = Objects.requireNonNullElse(registry, Optional.<URI>empty())
                .filter(uri -> !uri.toString().isBlank());
        require(parallel >= 1 && parallel <= 100, "parallel", "between 1 and 100");
        require(timeout.isPositive() && timeout.compareTo(Duration.ofDays(1)) <= 0, "timeout", "at most 1d");
        require(logLimit.toBytes() > 0, "log-limit", "more than nothing");
        require(cpu.signum() >= 0, "cpu", "0 or more");
        require(memory.toMegabytes() >= 64, "memory", "at least 64MB");
        require(processes >= 16, "processes", "at least 16");
        require(disk.toMegabytes() >= 64, "disk", "at least 64MB");
        require(perNamespace >= 1, "per-namespace", "at least 1");
        require(queueLimit >= 1, "queue-limit", "at least 1");
    }

    /// Whether this process is to take builds from the queue at all.
    public boolean builds() {
        return worker && runner != Runner.NONE;
    }

    private static void require(boolean right, String name, String wanted) {
        if (!right) {
            throw new StartFailure("slipway.builds." + name + " has to be " + wanted);
        }
    }
}
