package io.slipway.storage;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes through the folders of a disk store, one entry at a time. Links are not followed.
final class StoreWalk extends SimpleFileVisitor<Path> {

    private static final Logger LOG = LoggerFactory.getLogger(StoreWalk.class);

    private final Path root;
    private final Consumer<StoredObject> each;

    StoreWalk(Path root, Consumer<StoredObject> each) {
        this.root = root;
        this.each = each;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        return directory.equals(root) || !isOwn(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isRegularFile() && !isOwn(file)) {
            key(root.relativize(file).toString())
                    .ifPresent(key -> each.accept(new StoredObject(
                            key,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant())));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
        if (failure instanceof NoSuchFileException && Files.isDirectory(root)) {
            return FileVisitResult.CONTINUE;
        }
        throw failure;
    }

    private static Optional<StorageKey> key(String name) {
        try {
            return Optional.of(new StorageKey(name));
        } catch (IllegalArgumentException foreign) {
            LOG.warn("a file of the blob folder is none of ours: {}", foreign.getMessage());
            return Optional.empty();
        }
    }

    /// Files of the store's own.
    private static boolean isOwn(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }
}
