package io.slipway.builds.worker;

import io.slipway.builds.BuildSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Where builds lie: a folder for each while it runs, and a cache for each repository, which no other one shares.
@Component
class BuildFolders {

    private static final Duration KEPT = Duration.ofDays(7);

    private final BuildSettings settings;
    private final Sandbox sandbox;
    private final Clock clock;

    BuildFolders(BuildSettings settings, Sandbox sandbox, Clock clock) {
        this.settings = settings;
        this.sandbox = sandbox;
        this.clock = clock;
    }

    Path work(BuildJob job) throws IOException {
        return make(running().resolve(job.name()));
    }

    Path store(long repositoryId) throws IOException {
        Path store = make(caches().resolve(String.valueOf(repositoryId)));
        Files.setLastModifiedTime(store, FileTime.from(clock.instant()));
        return store;
    }

    /// The build's own; and the cache, when it has grown too large for the next build.
    void forget(BuildJob job) {
        sandbox.delete(running().resolve(job.name()));
        Path store = caches().resolve(String.valueOf(job.claim().repositoryId()));
        if (sandbox.size(store) > settings.disk().toBytes() / 2) {
            sandbox.delete(store);
        }
    }

    /// What an earlier process left, and caches that nothing used for a week.
    List<String> clean() throws IOException {
        List<String> left = names(running());
        left.forEach(name -> sandbox.delete(running().resolve(name)));
        for (String name : names(caches())) {
            Path store = caches().resolve(name);
            if (Files.getLastModifiedTime(store)
                    .toInstant()
                    .isBefore(clock.instant().minus(KEPT))) {
                sandbox.delete(store);
            }
        }
        return left;
    }

    private Path running() {
        return settings.folder().resolve("running");
    }

    private Path caches() {
        return settings.folder().resolve("caches");
    }

    private static Path make(Path folder) throws IOException {
        return Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (var entries = Files.newDirectoryStream(folder)) {
                entries.forEach(entry -> names.add(entry.getFileName().toString()));
            }
        }
        return names;
    }
}
