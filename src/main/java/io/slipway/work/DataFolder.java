package io.slipway.work;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// The folder of this instance, for its owner only and locked for the life of the process.
@Component
public class DataFolder implements AutoCloseable {

    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path path;
    private final Optional<FileChannel> lockFile;

    @Autowired
    DataFolder(SlipwaySettings settings, Environment environment) {
        // a command beside a server has nothing of its own there when the database is elsewhere
        this(settings, !CommandLine.isCommand(environment) || !ExternalDatabase.isConfigured(environment));
    }

    DataFolder(SlipwaySettings settings) {
        this(settings, true);
    }

    private DataFolder(SlipwaySettings settings, boolean alone) {
        this.path = settings.dataDir();
        try {
            Files.createDirectories(path, OWNER_ONLY_FOLDER);
            this.lockFile = alone ? Optional.of(lock()) : Optional.empty();
            folder("secrets");
        } catch (IOException failure) {
            throw new StartFailure("The data folder " + path + " cannot be used: " + failure, failure);
        }
    }

    public Path path() {
        return path;
    }

    /// Where keys and generated passwords lie.
    public Path secrets() {
        return path.resolve("secrets");
    }

    /// Writes all or nothing, readable by the owner only, and so that it survives a power cut.
    public void writeSecret(Path file, byte[] content) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "A secret lies in a folder");
        Path fresh = folder.resolve(file.getFileName() + "." + UUID.randomUUID());
        try {
            try (FileChannel channel = FileChannel.open(fresh, Set.of(CREATE_NEW, WRITE), OWNER_ONLY_FILE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel channel = FileChannel.open(folder, READ)) {
                channel.force(true);
            }
        } catch (IOException failure) {
            throw new IllegalStateException("Cannot write " + file, failure);
        }
    }

    @Override
    public void close() throws IOException {
        if (lockFile.isPresent()) {
            lockFile.get().close();
        }
    }

    /// A folder inside, made for the owner only where it is absent.
    Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name), OWNER_ONLY_FOLDER);
    }

    /// An empty file inside, readable by the owner only.
    Path emptyFile(String name) throws IOException {
        Path file = path.resolve(name);
        Files.deleteIfExists(file);
        return Files.createFile(file, OWNER_ONLY_FILE);
    }

    private FileChannel lock() throws IOException {
        FileChannel file = FileChannel.open(path.resolve(".lock"), Set.of(CREATE, WRITE), OWNER_ONLY_FILE);
        boolean locked;
        try {
            locked = file.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            // left open on purpose: closing any channel of a file drops every lock this process holds on it
            throw inUse();
        }
        if (!locked) {
            file.close();
            throw inUse();
        }
        return file;
    }

    private StartFailure inUse() {
        return new StartFailure("Another Slipway is running with the data folder " + path
                + ": stop it first, or give this one its own slipway.data-dir");
    }
}
