package io.slipway.builds;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/// The body of a delivery as it came: a large one lies in a file until it was read.
final class HookBody implements AutoCloseable {

    static final int MOST = 25 * 1024 * 1024;

    private static final int IN_MEMORY = 256 * 1024;
    private static final int BUFFER = 16 * 1024;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final MessageDigest digest;
    private Optional<Path> file = Optional.empty();
    private long size;

    private HookBody() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return empty when it is too large
    static Optional<HookBody> read(InputStream in, HookProof proof) throws IOException {
        HookBody body = new HookBody();
        boolean whole = false;
        try {
            whole = body.take(in, proof);
        } finally {
            if (!whole) {
                body.close();
            }
        }
        return whole ? Optional.of(body) : Optional.empty();
    }

    InputStream open() throws IOException {
        return file.isPresent() ? Files.newInputStream(file.get()) : new ByteArrayInputStream(head.toByteArray());
    }

    /// What is kept to be shown.
    byte[] head() {
        return head.toByteArray();
    }

    byte[] hash() {
        return digest.digest();
    }

    boolean isLarge() {
        return file.isPresent();
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }

    private boolean take(InputStream in, HookProof proof) throws IOException {
        byte[] buffer = new byte[BUFFER];
        Optional<OutputStream> out = Optional.empty();
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > MOST) {
                    return false;
                }
                proof.update(buffer, read);
                digest.update(buffer, 0, read);
                if (size > IN_MEMORY && out.isEmpty()) {
                    file = Optional.of(Files.createTempFile("slipway-hook-", ".body"));
                    out = Optional.of(Files.newOutputStream(file.get()));
                    head.writeTo(out.get());
                }
                if (out.isPresent()) {
                    out.get().write(buffer, 0, read);
                } else {
                    head.write(buffer, 0, read);
                }
            }
            return true;
        } finally {
            if (out.isPresent()) {
                out.get().close();
            }
        }
    }
}
