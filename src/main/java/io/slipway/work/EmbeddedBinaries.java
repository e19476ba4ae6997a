package io.slipway.work;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// The PostgreSQL programs inside the jar, and the folder they are unpacked to. A value with that folder, since the
/// library remembers unpacked programs by resolver, not by folder.
record EmbeddedBinaries(File folder) implements PgBinaryResolver {

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

    @Override
    public InputStream getPgBinary(String system, String machineHardware) throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
    }

    static void requireSupportedSystem() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        boolean musl = Files.exists(Path.of("/etc/alpine-release"));
        if (!system.equals("Linux") || !ARCHITECTURES.contains(architecture) || musl) {
            throw new StartFailure("There is no embedded PostgreSQL for " + (musl ? "Alpine " : "") + system + " on "
                    + architecture + ": name an external one, 15 or newer, in spring.datasource.url");
        }
    }

    /// The library makes the folder it unpacks to writable for everybody, so that one lies in a folder of the owner's.
    static File prepareFolder(DataFolder data) throws IOException {
        Path folder = Files.createDirectories(data.folder("postgres-bin").resolve("unpacked"));
        removeHalfUnpacked(folder);
        // else it also makes, and cleans, a folder shared by all users of the machine
        System.setProperty("ot.epg.working-dir", folder.toString());
        return folder.toFile();
    }

    private static void removeHalfUnpacked(Path folder) throws IOException {
        List<Path> versions;
        try (Stream<Path> files = Files.list(folder)) {
            versions = files.toList();
        }
        for (Path version : versions) {
            // after a kill in the middle the library would keep a half-written program
            if (!Files.exists(version.resolve(".exists"))) {
                FileSystemUtils.deleteRecursively(version);
            }
        }
    }
}
