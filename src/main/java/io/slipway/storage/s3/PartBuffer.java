package io.slipway.storage.s3;

import io.slipway.storage.StorageException;
import io.slipway.storage.WriteState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import software.amazon.awssdk.core.sync.RequestBody;

/// The bytes of one part, which may be sent more than once. For one thread.
sealed interface PartBuffer extends AutoCloseable {

    /// 8 MiB: all parts but the last are of this size, which some stores insist on; 10,000 of them make 78 GiB.
    int SIZE = WriteState.MAXIMUM_TAIL;

    int length();

    /// At most what there is room for.
    void append(byte[] bytes, int offset, int count);

    RequestBody body();

    byte[] copy();

    void clear();

    @Override
    void close();

    default boolean isFull() {
        return length() == SIZE;
    }

    final class Memory implements PartBuffer {

        private final byte[] bytes;
        private final PartBuffers owner;
        private int length;
        private boolean closed;

        Memory(byte[] bytes, PartBuffers owner) {
            this.bytes = bytes;
            this.owner = owner;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void append(byte[] more, int offset, int count) {
            System.arraycopy(more, offset, bytes, length, count);
            length += count;
        }

        @Override
        public RequestBody body() {
            int count = length;
            return RequestBody.fromContentProvider(
                    () -> new ByteArrayInputStream(bytes, 0, count), count, "application/octet-stream");
        }

        @Override
        public byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }

        @Override
        public void clear() {
            length = 0;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                owner.give(bytes);
            }
        }
    }

    final class InFile implements PartBuffer {

        private final Path file;
        private final FileChannel channel;
        private int length;

        InFile(Path file) throws IOException {
            this.file = file;
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public void append(byte[] more, int offset, int count) {
            ByteBuffer bytes = ByteBuffer.wrap(more, offset, count);
            try {
                while (bytes.hasRemaining()) {
                    length += channel.write(bytes, length);
                }
            } catch (IOException e) {
                throw new StorageException("Cannot hold a part of an upload in " + file, e);
            }
        }

        @Override
        public RequestBody body() {
            return RequestBody.fromFile(file);
        }

        @Override
        public byte[] copy() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new StorageException("Cannot read a part of an upload from " + file, e);
            }
        }

        @Override
        public void clear() {
            try {
                channel.truncate(0);
            } catch (IOException e) {
                throw new StorageException("Cannot hold a part of an upload in " + file, e);
            }
            length = 0;
        }

        @Override
        public void close() {
            try {
                channel.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new StorageException("Cannot remove " + file, e);
            }
        }
    }
}
