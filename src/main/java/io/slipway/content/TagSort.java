package io.slipway.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How lists of tags are sorted, over all tags of a repository.
public enum TagSort {
    /// The last push first.
    NEWEST,
    /// In ASCII order.
    NAME,
    /// The highest version first, then what is no version.
    VERSION,
    /// The largest download first.
    SIZE,
    /// The last pull first, then by name what nobody pulled.
    PULLED;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TagSort> find(String id) {
        return Arrays.stream(values()).filter(sort -> sort.id().equals(id)).findFirst();
    }
}
