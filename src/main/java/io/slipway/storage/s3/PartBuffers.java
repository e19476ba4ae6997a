package io.slipway.storage.s3;

import io.slipway.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Room for parts on their way: some in memory, made once and used again; beyond them files, so that many or slow
/// clients wait for nobody and fill no memory.
final class PartBuffers {

    private final Deque<byte[]> idle = new ArrayDeque<>();
    private final Path folder;
    private int unmade;

    PartBuffers(int count, Path folder) {
        this.unmade = count;
        this.folder = folder;
    }

    PartBuffer take() {
        Optional<byte[]> memory = takeMemory();
        return memory.isPresent() ? new PartBuffer.Memory(memory.get(), this) : file();
    }

    private synchronized Optional<byte[]> takeMemory() {
        if (idle.isEmpty() && unmade > 0) {
            unmade--;
            return Optional.of(new byte[PartBuffer.SIZE]);
        }
        return Optional.ofNullable(idle.poll());
    }

    synchronized void give(byte[] memory) {
        idle.push(memory);
    }

    private PartBuffer file() {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return new PartBuffer.InFile(Files.createTempFile(folder, "part", ""));
        } catch (IOException e) {
            throw new StorageException("Cannot hold a part of an upload in " + folder, e);
        }
    }
}
