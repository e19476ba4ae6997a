package io.slipway.web.images;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The beginning of a file, where that is text.
final class PlainText {

    private static final int PICTURES = 0x2400;
    private static final int DELETE = 0x7f;
    private static final int DELETE_PICTURE = 0x2421;

    private PlainText() {}

    /// What a terminal would obey, and what turns the order of letters round, is made visible.
    ///
    /// @return empty where it is not UTF-8, or has a NUL
    static Optional<String> of(byte[] start) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(start.length);
        // a letter that is cut in two at the end is no error
        if (decoder.decode(ByteBuffer.wrap(start), text, false).isError()) {
            return Optional.empty();
        }
        String decoded = text.flip().toString();
        if (decoded.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        StringBuilder shown = new StringBuilder(decoded.length());
        decoded.codePoints().forEach(it -> append(shown, it));
        return Optional.of(shown.toString());
    }

    private static void append(StringBuilder shown, int character) {
        if (character == '\n' || character == '\t' || character == '\r') {
            shown.append((char) character);
        } else if (character < ' ') {
            shown.append((char) (PICTURES + character));
        } else if (character == DELETE) {
            shown.append((char) DELETE_PICTURE);
        } else if (Character.isISOControl(character) || Character.getType(character) == Character.FORMAT) {
            shown.append("\u27e8U+%04X\u27e9".formatted(character));
        } else {
            shown.appendCodePoint(character);
        }
    }
}
