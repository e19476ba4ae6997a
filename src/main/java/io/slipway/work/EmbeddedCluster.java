package io.slipway.work;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// The folder with the rows of the embedded server, and how the server treats it.
record EmbeddedCluster(Path folder) {

    /// Of the binaries that the pom names; a cluster of another one cannot be read by them.
    static final String MAJOR_VERSION = "18";

    private static final String COMPLETE = ".slipway-complete";

    // recovery after a crash may replay a gigabyte
    private static final Duration START_WAIT = Duration.ofMinutes(2);

    boolean isComplete() {
        return Files.exists(folder.resolve(COMPLETE));
    }

    void markComplete() throws IOException {
        if (!isComplete()) {
            Files.createFile(folder.resolve(COMPLETE));
        }
    }

    Path logFolder() {
        return folder.resolve("log");
    }

    /// Sees to it that there is either a whole cluster of the right version or none.
    void prepare() throws IOException {
        if (isComplete()) {
            requireVersion();
        } else if (Files.exists(folder)) {
            // the first start was cut short: nothing was promised yet, but nothing is deleted either
            ServerProcess.stopInitialisation(folder);
            Path aside = folder.resolveSibling(folder.getFileName() + ".incomplete-" + UUID.randomUUID());
            Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    Optional<ServerProcess> process() {
        return ServerProcess.find(folder);
    }

    EmbeddedPostgres.Builder configure(EmbeddedPostgres.Builder builder, Path password) {
        return builder.setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_WAIT)
                .setConnectConfig("password", read(password))
                // options of initdb: no moment without a password, and a sort order no system update can change
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", password.toString())
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "50")
                .setServerConfig("shared_buffers", "64MB")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_rotation_age", "1d")
                .setServerConfig("log_truncate_on_rotation", "on");
    }

    private void requireVersion() throws IOException {
        String version = Files.readString(folder.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new StartFailure("The embedded database in " + folder + " was made by PostgreSQL " + version
                    + ", but this Slipway brings " + MAJOR_VERSION
                    + ": make a backup with the Slipway that made it, and restore it with this one");
        }
    }

    private static String read(Path password) {
        try {
            return Files.readString(password).strip();
        } catch (IOException failure) {
            throw new StartFailure("The password of the embedded PostgreSQL cannot be read: " + failure, failure);
        }
    }
}
