package io.slipway.web.builds;

import java.util.regex.Pattern;

/// What a terminal would obey, taken out of lines for pages without a script.
final class LogText {

    /// Colours and the like, titles and links of terminals, and every other escape.
    private static final Pattern ESCAPES = Pattern.compile(
            "\u001b\\[[0-?]*[ -/]*[@-~]?|\u001b[\\]P^_X][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|\u001b[ -/]*.?");

    private static final int LONGEST = 16 * 1024;

    private LogText() {}

    /// Without escapes; of a line that was written over, what stood there last; control characters are left out.
    static String plain(String line) {
        String text = ESCAPES.matcher(line.length() > LONGEST ? line.substring(0, LONGEST) : line)
                .replaceAll("");
        String last = text.replaceFirst("\r+$", "");
        StringBuilder shown = new StringBuilder(last.length());
        last.substring(last.lastIndexOf('\r') + 1)
                .codePoints()
                .filter(it -> it == '\t' || !Character.isISOControl(it) && Character.getType(it) != Character.FORMAT)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
