package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// The files of a checkout. Whatever a path in it says, links included, it leads to a file of the checkout or nowhere.
final class SourceTree {

    private final Path root;

    SourceTree(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    /// @param path below the root
    /// @return the same, below the root, without links
    Path folder(String path) throws IOException {
        Path found = find(path);
        if (!Files.isDirectory(found)) {
            throw missing(path, "no folder");
        }
        return root.relativize(found);
    }

    Path file(String path) throws IOException {
        Path found = find(path);
        if (!Files.isRegularFile(found)) {
            throw missing(path, "no file");
        }
        return root.relativize(found);
    }

    Dockerfile dockerfile(String path) throws IOException {
        Path file = root.resolve(file(path));
        if (Files.size(file) > Dockerfile.MAX_BYTES) {
            throw new BuildFailure(BuildReason.DOCKERFILE, "the Dockerfile is larger than 1 MiB");
        }
        return Dockerfile.parse(new String(Files.readAllBytes(file), UTF_8));
    }

    private Path find(String path) throws IOException {
        try {
            Path relative = Path.of(path.startsWith("/") ? path.substring(1) : path);
            Path named = root.resolve(relative).normalize();
            if (relative.isAbsolute() || !named.startsWith(root)) {
                throw outside(path);
            }
            if (!Files.exists(named)) {
                throw missing(path, "nothing");
            }
            Path real = named.toRealPath();
            if (!real.startsWith(root) || real.startsWith(root.resolve(".git"))) {
                throw outside(path);
            }
            return real;
        } catch (InvalidPathException e) {
            throw outside(path);
        }
    }

    private static BuildFailure missing(String path, String what) {
        return new BuildFailure(BuildReason.PATH, "there is " + what + " at " + path + " in the repository");
    }

    private static BuildFailure outside(String path) {
        return new BuildFailure(BuildReason.PATH, "the path " + path + " leads out of the repository");
    }
}
