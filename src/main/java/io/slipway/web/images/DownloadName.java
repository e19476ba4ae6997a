package io.slipway.web.images;

/// The name of a file for a header and for the reader's disk.
final class DownloadName {

    private static final int LONGEST = 200;

    private DownloadName() {}

    /// Without what ends a header, leads to another folder or is not shown.
    static String of(String name) {
        StringBuilder clean = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .map(it -> Character.isISOControl(it)
                                || Character.getType(it) == Character.FORMAT
                                || "\"\\/:*?<>|".indexOf(it) >= 0
                        ? '_'
                        : it)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
