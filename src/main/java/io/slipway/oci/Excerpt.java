package io.slipway.oci;

/// A piece of a client's input that is safe to repeat in a message: short, on one line, without control characters.
final class Excerpt {

    private static final int MAX_LENGTH = 150;

    private Excerpt() {}

    static String quote(String text) {
        return '"' + shorten(text) + '"';
    }

    static String shorten(String text) {
        var excerpt = new StringBuilder();
        text.codePoints().limit(MAX_LENGTH).map(Excerpt::printable).forEach(excerpt::appendCodePoint);
        return text.length() > MAX_LENGTH ? excerpt + "…" : excerpt.toString();
    }

    private static int printable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> '\uFFFD';
            default -> character;
        };
    }
}
