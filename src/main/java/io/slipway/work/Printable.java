package io.slipway.work;

/// Text from outside that is to be written to lines and rows: no control character can forge a line, break a terminal
/// or be refused by the database.
public final class Printable {

    private static final int REPLACEMENT = '\uFFFD';

    private Printable() {}

    /// @param limit the number of characters kept
    public static String of(String text, int limit) {
        int[] kept = text.codePoints()
                .limit(limit)
                .map(point -> isPrintable(point) ? point : REPLACEMENT)
                .toArray();
        return new String(kept, 0, kept.length);
    }

    private static boolean isPrintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
