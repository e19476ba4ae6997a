package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/// Folders that live as long as the test run.
final class TestFolder {

    private static final Path ROOT = makeRoot();

    private TestFolder() {}

    static Path fresh(String name) {
        try {
            return Files.createTempDirectory(ROOT, name + "-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete() throws IOException {
        FileSystemUtils.deleteRecursively(ROOT);
    }

    private static Path makeRoot() {
        try {
            return Files.createTempDirectory("slipway-tests-");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
