package io.slipway.web.images;

/// JSON for reading: every token stays as it is, only the space between them changes.
final class JsonText {

    private static final String INDENT = "  ";
    private static final int DEEPEST = 20;

    private final String text;
    private final StringBuilder out;
    private int depth;

    private JsonText(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() * 2);
    }

    /// Of any text at all; what would become far longer stays as it is.
    static String indent(String text) {
        JsonText json = new JsonText(text);
        return json.write() ? json.out.toString() : text;
    }

    private boolean write() {
        for (int place = 0; place < text.length(); place++) {
            char c = text.charAt(place);
            switch (c) {
                case '"' -> place = copyString(place);
                case '{', '[' -> place = open(c, place);
                case '}', ']' -> {
                    depth--;
                    breakLine();
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    breakLine();
                }
                case ':' -> out.append(": ");
                case ' ', '\n', '\r', '\t' -> {}
                default -> out.append(c);
            }
            if (out.length() > 16 * text.length() + 1024) {
                return false;
            }
        }
        return true;
    }

    /// An empty one stays on its line.
    private int open(char c, int place) {
        out.append(c);
        int next = place + 1;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        if (next < text.length() && text.charAt(next) == (c == '{' ? '}' : ']')) {
            out.append(text.charAt(next));
            return next;
        }
        depth++;
        breakLine();
        return place;
    }

    private int copyString(int start) {
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        int last = Math.min(end, text.length() - 1);
        out.append(text, start, last + 1);
        return last;
    }

    private void breakLine() {
        out.append('\n').append(INDENT.repeat(Math.clamp(depth, 0, DEEPEST)));
    }
}
