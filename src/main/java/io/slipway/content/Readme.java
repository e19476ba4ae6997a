package io.slipway.content;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// What people write about a repository at length, in Markdown.
///
/// @param text    empty where nobody wrote any
/// @param changed when it was last written
public record Readme(String text, Optional<Instant> changed) {

    public static final int MAX_BYTES = 64 * 1_024;

    public static final Readme NONE = new Readme("", Optional.empty());

    public Readme {
        if (text.indexOf('\0') >= 0 || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new IllegalArgumentException("a README has at most " + MAX_BYTES + " bytes, none of them NUL");
        }
    }

    /// As typed: with any ends of lines. Empty when it is too long, or what the database cannot hold.
    public static Optional<Readme> parse(String typed) {
        String text = typed.replace("\r\n", "\n").replace('\r', '\n');
        try {
            return Optional.of(new Readme(text.isBlank() ? "" : text, Optional.empty()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }
}
