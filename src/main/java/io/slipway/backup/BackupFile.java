package io.slipway.backup;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.slipway.work.StartFailure;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// A file for its owner only, which has its name once it is whole and on the disk.
final class BackupFile implements AutoCloseable {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final Path partial;
    private final FileChannel channel;
    private final OutputStream out;

    private BackupFile(Path path, Path partial, FileChannel channel) {
        this.path = path;
        this.partial = partial;
        this.channel = channel;
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /// Refuses to write over a file.
    static BackupFile create(Path path) {
        if (Files.exists(path)) {
            throw new StartFailure("The file " + path + " is there already");
        }
        Path partial = path.resolveSibling(path.getFileName() + ".partial");
        try {
            // left by one that was killed
            Files.deleteIfExists(partial);
            return new BackupFile(path, partial, FileChannel.open(partial, Set.of(CREATE_NEW, WRITE), OWNER_ONLY));
        } catch (IOException failure) {
            throw new StartFailure("The file " + path + " cannot be written: " + failure, failure);
        }
    }

    /// Stays open until this is closed.
    OutputStream out() {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] some, int offset, int length) throws IOException {
                out.write(some, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    void finish() throws IOException {
        out.flush();
        channel.force(true);
        Files.move(partial, path);
        try (FileChannel folder = FileChannel.open(Objects.requireNonNull(path.getParent()), READ)) {
            folder.force(true);
        }
    }

    /// Without [#finish] nothing is left.
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(partial);
    }
}
