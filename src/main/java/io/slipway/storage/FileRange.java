package io.slipway.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// One range of a file as a stream that fails, rather than ends, where the file is too short.
final class FileRange extends InputStream {

    private final FileChannel channel;
    private final StorageKey key;
    private final long end;
    private long position;

    FileRange(FileChannel channel, StorageKey key, ByteRange range) {
        this.channel = channel;
        this.key = key;
        this.position = range.start();
        this.end = range.end();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int wanted = (int) Math.min(length, end - position);
        int count = channel.read(ByteBuffer.wrap(buffer, offset, wanted), position);
        if (count < 0) {
            throw new IOException("The bytes at " + key + " end at " + position + " instead of " + end);
        }
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.clamp(count, 0, end - position);
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
