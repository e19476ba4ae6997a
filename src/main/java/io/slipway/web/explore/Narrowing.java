package io.slipway.web.explore;

import io.slipway.content.ContentKind;
import io.slipway.content.SearchFilter;
import io.slipway.content.Visibility;
import java.util.Optional;

/// What narrows a list of repositories besides words.
public record Narrowing(
        Optional<String> namespace,
        Optional<Visibility> visibility,
        Optional<ContentKind> kind,
        Optional<String> platform,
        boolean starred) {

    static final Narrowing NONE =
            new Narrowing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /// @param reader of whom the stars are
    SearchFilter filter(Optional<Long> reader) {
        return new SearchFilter(namespace, visibility, reader.filter(_ -> starred), kind, platform);
    }

    Narrowing in(Optional<String> wanted) {
        return new Narrowing(wanted, visibility, kind, platform, starred);
    }

    Narrowing seen(Optional<Visibility> wanted) {
        return new Narrowing(namespace, wanted, kind, platform, starred);
    }

    Narrowing of(Optional<ContentKind> wanted) {
        return new Narrowing(namespace, visibility, wanted, platform, starred);
    }

    Narrowing on(Optional<String> wanted) {
        return new Narrowing(namespace, visibility, kind, wanted, starred);
    }

    Narrowing kept(boolean wanted) {
        return new Narrowing(namespace, visibility, kind, platform, wanted);
    }
}
