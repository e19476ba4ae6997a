package io.slipway.inspection;

import java.util.Optional;

/// A place in the list of a directory: directories come first, then all by name.
public record FilePosition(boolean directory, String name) {

    /// Before all.
    public static final FilePosition START = new FilePosition(true, "");

    private static final String DIRECTORY = "d/";
    private static final String OTHER = "f/";

    /// @param text as [#toString] writes it
    public static Optional<FilePosition> parse(String text) {
        boolean directory = text.startsWith(DIRECTORY);
        return (directory || text.startsWith(OTHER)) && text.indexOf('\0') < 0
                ? Optional.of(new FilePosition(directory, text.substring(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return (directory ? DIRECTORY : OTHER) + name;
    }
}
