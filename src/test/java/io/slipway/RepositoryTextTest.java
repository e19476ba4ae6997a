package io.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is in the repository works on every machine: nothing names the disk or the mirror of the one it was written on.
class RepositoryTextTest {

    private static final Set<String> NOT_OURS =
            Set.of(".git", "target", "data", "node_modules", "out", ".idea", ".vscode", "LICENSE");

    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w./}-])/(?:root|work|home/\\w+)/");
    private static final Pattern PACKAGE_HOST = Pattern.compile(String.join(
            "|",
            "repo1?\\.maven\\.",
            "registry\\.(npmjs|yarnpkg)\\.",
            "(registry-1|index|hub)\\.docker\\.",
            "proxy\\.golang\\.",
            "files\\.pythonhosted\\."));

    @Test
    void namesNoMachinePathAndNoPackageHost() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : files()) {
            var lines = text(file).lines().toList();
            for (int number = 1; number <= lines.size(); number++) {
                var line = lines.get(number - 1);
                if (MACHINE_PATH.matcher(line).find()
                        || PACKAGE_HOST.matcher(line).find()) {
                    found.add(file + ":" + number);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void startsTheProgramWithTheSameFlagsEverywhere() throws IOException {
        var flags = Pattern.compile("<jvm\\.flags>(.+)</jvm\\.flags>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(flags.find()).as("jvm.flags in pom.xml").isTrue();
        assertThat(Files.readString(Path.of("Dockerfile"))).contains(flags.group(1));
    }

    private static List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isOurs(folder) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (isOurs(file) && attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static boolean isOurs(Path path) {
        return !NOT_OURS.contains(path.getFileName().toString());
    }

    /// Empty for binary files.
    private static String text(Path file) {
        try {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.indexOf('\0') < 0 ? text : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
