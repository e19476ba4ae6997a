package io.slipway.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;

/// A request whose body was read as a whole, to be compared.
final class KnownBody extends HttpServletRequestWrapper {

    private static final class Bytes extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Bytes(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("read already");
        }
    }

    private final byte[] body;

    private KnownBody(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /// @throws ApiException 413
    static KnownBody read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > ApiAdvice.MAX_BODY) {
            throw ApiAdvice.tooLarge(ApiAdvice.MAX_BODY);
        }
        byte[] body = request.getInputStream().readNBytes(ApiAdvice.MAX_BODY + 1);
        if (body.length > ApiAdvice.MAX_BODY) {
            throw ApiAdvice.tooLarge(ApiAdvice.MAX_BODY);
        }
        return new KnownBody(request, body);
    }

    /// The same for the same request only.
    byte[] hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String head = getMethod() + " " + getRequestURI() + "?" + Objects.requireNonNullElse(getQueryString(), "");
            digest.update(head.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            return digest.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Bytes(body);
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
}
