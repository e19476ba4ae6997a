package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Starts in a process of their own.
class StartHttpTest {

    @TempDir
    Path data;

    @Test
    void endsWellWhenItWasOnlyToStart() throws Exception {
        try (ChildServer server = ChildServer.start(data, TestDatabase.migrated(), "--slipway.exit-when-ready=true")) {
            assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();

            assertThat(server.process().exitValue()).isZero();
            assertThat(server.output()).noneMatch(line -> line.contains("Exception"));
        }
    }
}
