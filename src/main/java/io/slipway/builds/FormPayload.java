package io.slipway.builds;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a form has in its field `payload`, decoded as it is read: GitHub sends JSON in that way where it is told to.
final class FormPayload extends FilterInputStream {

    private static final byte[] START = "payload=".getBytes(StandardCharsets.US_ASCII);

    private FormPayload(InputStream in) {
        super(in);
    }

    /// @throws MalformedPayload where the field is not the first one
    static InputStream of(InputStream form) throws IOException {
        if (!Arrays.equals(form.readNBytes(START.length), START)) {
            throw new MalformedPayload("a form has the JSON in its field payload");
        }
        return new FormPayload(new BufferedInputStream(form));
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        return switch (read) {
            case '&' -> -1;
            case '+' -> ' ';
            case '%' -> digit(super.read()) * 16 + digit(super.read());
            default -> read;
        };
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        for (int at = 0; at < length; at++) {
            int read = read();
            if (read < 0) {
                return at == 0 ? -1 : at;
            }
            target[offset + at] = (byte) read;
        }
        return length;
    }

    private static int digit(int character) {
        int digit = Character.digit(character, 16);
        if (digit < 0) {
            throw new MalformedPayload("the form is not encoded as forms are");
        }
        return digit;
    }
}
