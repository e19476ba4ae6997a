package io.slipway.web;

import java.util.List;
import java.util.stream.IntStream;

/// Columns side by side, each of one or two stacked parts, drawn in a box of 1,000 by 200.
///
/// @param from of the first column, in words
/// @param to   of the last column, in words
/// @param top  what the full height is, in words
public record Plot(String from, String to, String top, List<Column> columns) {

    private static final double WIDTH = 1_000;
    private static final double HEIGHT = 200;

    /// @param title in words: what is read where the column is pointed at
    public record Value(String title, long lower, long upper) {

        long total() {
            return lower + upper;
        }
    }

    /// Lengths of the box: from the left, of the column, and from its top.
    public record Column(String title, String x, String width, Part lower, Part upper) {}

    public record Part(String y, String height) {}

    static Plot of(List<Value> values, String from, String to, String top) {
        long most = values.stream().mapToLong(Value::total).max().orElse(0);
        double step = WIDTH / Math.max(1, values.size());
        return new Plot(
                from,
                to,
                top,
                IntStream.range(0, values.size())
                        .mapToObj(i -> column(values.get(i), i * step, step, Math.max(1, most)))
                        .toList());
    }

    /// Nothing to draw.
    public boolean empty() {
        return columns.stream()
                .allMatch(it ->
                        it.lower().height().equals("0.0") && it.upper().height().equals("0.0"));
    }

    private static Column column(Value value, double x, double step, long most) {
        double lower = HEIGHT * value.lower() / most;
        double upper = HEIGHT * value.upper() / most;
        // a gap between columns as long as they are wide enough to have one
        double gap = step > 4 ? 1 : 0;
        return new Column(
                value.title(),
                text(x),
                text(step - gap),
                new Part(text(HEIGHT - lower), text(lower)),
                new Part(text(HEIGHT - lower - upper), text(upper)));
    }

    private static String text(double length) {
        return String.valueOf(Math.round(length * 10) / 10.0);
    }
}
