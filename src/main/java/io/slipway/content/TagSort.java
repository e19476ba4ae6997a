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
    VERSION;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TagSort> find(String id) {
        return Arrays.stream(values()).filter(sort -> sort.id().equals(id)).findFirst();
    }
}
