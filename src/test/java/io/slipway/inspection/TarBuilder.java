package io.slipway.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Layers as no archiver would write them: each header byte by byte.
public final class TarBuilder {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

    public static TarBuilder tar() {
        return new TarBuilder();
    }

    public TarBuilder file(String name, String content) {
        byte[] bytes = content.getBytes(UTF_8);
        return header(name, '0', bytes.length, "").content(bytes);
    }

    public TarBuilder directory(String name) {
        return header(name, '5', 0, "");
    }

    public TarBuilder symlink(String name, String target) {
        return header(name, '2', 0, target);
    }

    public TarBuilder hardlink(String name, String target) {
        return header(name, '1', 0, target);
    }

    public TarBuilder header(String name, char type, long size, String target) {
        return header(name.getBytes(UTF_8), type, size, target.getBytes(UTF_8));
    }

    public TarBuilder header(byte[] name, char type, long size, byte[] target) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(100, name.length));
        text(header, 100, "0000755\0");
        text(header, 108, "0001750\0");
        text(header, 116, "0000144\0");
        text(header, 124, String.format("%011o ", size));
        text(header, 136, "14776700000 ");
        text(header, 148, "        ");
        header[156] = (byte) type;
        System.arraycopy(target, 0, header, 157, Math.min(100, target.length));
        text(header, 257, "ustar\00000");
        int sum = 0;
        for (byte one : header) {
            sum += one & 0xff;
        }
        text(header, 148, String.format("%06o\0 ", sum));
        tar.writeBytes(header);
        return this;
    }

    /// Of the entry before, filled up.
    public TarBuilder content(byte[] content) {
        tar.writeBytes(content);
        tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    /// For the entry after.
    public TarBuilder pax(String key, String value) {
        byte[] line = (" " + key + "=" + value + "\n").getBytes(UTF_8);
        int length = line.length + 2;
        while (String.valueOf(length).length() + line.length != length) {
            length++;
        }
        byte[] record = (length + new String(line, UTF_8)).getBytes(UTF_8);
        return header("PaxHeader", 'x', record.length, "").content(record);
    }

    public byte[] bytes() {
        byte[] bytes = tar.toByteArray();
        return Arrays.copyOf(bytes, bytes.length + 2 * BLOCK);
    }

    /// Without the end.
    public byte[] unfinished() {
        return tar.toByteArray();
    }

    public byte[] gzip() {
        return gzip(bytes());
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public byte[] zstd() {
        return Zstd.compress(bytes());
    }

    private static void text(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
