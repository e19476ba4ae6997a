import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Bytes that nobody has seen before, without holding them: a number, then the same random block again and again.
record Blob(long id, long size, String digest) {

    private static final byte[] BLOCK = new byte[1 << 20];
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    static {
        new Random(1).nextBytes(BLOCK);
    }

    static Blob ofSize(long size) {
        var id = NEXT.incrementAndGet();
        var sha = sha256();
        try {
            write(id, size, (bytes, offset, length) -> sha.update(bytes, offset, length));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new Blob(id, size, "sha256:" + HexFormat.of().formatHex(sha.digest()));
    }

    static String digestOf(byte[] bytes) {
        return "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    }

    void writeTo(OutputStream out) throws IOException {
        write(id, size, out::write);
    }

    /// As docker does: the copy buffer of its HTTP client is 32 KiB, each filling is one chunk.
    void writeChunkedTo(OutputStream out) throws IOException {
        write(id, size, (bytes, offset, length) -> {
            for (int done = 0; done < length; done += 32 << 10) {
                var part = Math.min(32 << 10, length - done);
                out.write((Integer.toHexString(part) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, offset + done, part);
                out.write('\r');
                out.write('\n');
            }
        });
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static void write(long id, long size, Sink sink) throws IOException {
        var head = ByteBuffer.allocate(16).putLong(id).putLong(~id).array();
        sink.take(head, 0, (int) Math.min(16, size));
        for (long done = 16; done < size; ) {
            var part = (int) Math.min(BLOCK.length, size - done);
            sink.take(BLOCK, 0, part);
            done += part;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Sink {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }
}
