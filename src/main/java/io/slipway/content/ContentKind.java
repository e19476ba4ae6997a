package io.slipway.content;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a repository has: searches ask for it by its id.
public enum ContentKind {
    /// one, or an index of them
    IMAGE,
    /// for Helm
    CHART,
    /// anything else
    ARTIFACT;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContentKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
