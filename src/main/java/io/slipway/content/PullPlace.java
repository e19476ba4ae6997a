package io.slipway.content;

import java.util.Optional;

/// A place in a list by pulls: after this row with so many.
record PullPlace(long pulls, long id) {

    /// Reads what [#toString] wrote.
    static Optional<PullPlace> parse(String text) {
        int dot = text.indexOf('.');
        try {
            return Optional.of(new PullPlace(
                    Long.parseLong(text.substring(0, Math.max(0, dot))), Long.parseLong(text.substring(dot + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return pulls + "." + id;
    }
}
