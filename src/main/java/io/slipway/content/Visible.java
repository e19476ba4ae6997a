package io.slipway.content;

import java.util.List;

/// Which repositories a list may show: all of them, or those of some namespaces, some by themselves and, where allowed,
/// the public ones.
public record Visible(boolean all, List<Long> namespaces, List<Long> repositories, boolean publicOnes) {

    public static Visible everything() {
        return new Visible(true, List.of(), List.of(), true);
    }

    public static Visible onlyPublic(boolean publicOnes) {
        return new Visible(false, List.of(), List.of(), publicOnes);
    }

    Long[] namespaceArray() {
        return namespaces.toArray(Long[]::new);
    }

    Long[] repositoryArray() {
        return repositories.toArray(Long[]::new);
    }
}
