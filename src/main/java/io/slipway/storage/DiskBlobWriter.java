package io.slipway.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

final class DiskBlobWriter implements BlobWriter {

    private final FileChannel channel;
    private final StorageKey key;
    private final Path file;
    private long position;
    private boolean nameForced;
    private boolean spent;

    DiskBlobWriter(FileChannel channel, StorageKey key, Path file, long position) {
        this.channel = channel;
        this.key = key;
        this.file = file;
        this.position = position;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
        requireUsable();
        ByteBuffer bytes = ByteBuffer.wrap(buffer, offset, length);
        try {
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
        } catch (IOException failure) {
            spent = true;
            throw StorageFailures.of("write " + length + " bytes to " + key, file, failure);
        }
    }

    @Override
    public WriteState force() {
        requireUsable();
        try {
            channel.force(false);
            if (!nameForced) {
                StoreFolder.forceParent(file);
                nameForced = true;
            }
            return WriteState.at(position);
        } catch (IOException failure) {
            // the system may drop dirty pages after a failed sync, so a second one that succeeds would prove nothing
            spent = true;
            throw StorageFailures.of("force " + key + " to the disk", file, failure);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw StorageFailures.of("close " + key, file, failure);
        }
    }

    private void requireUsable() {
        if (spent) {
            throw new StorageException("Writing to " + key + " failed before: begin again at a new key");
        }
    }
}
