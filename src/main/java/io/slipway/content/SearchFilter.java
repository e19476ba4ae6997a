package io.slipway.content;

import java.util.Optional;
import java.util.stream.Stream;

/// What narrows a search besides its words.
///
/// @param namespace only what lies in it
/// @param starredBy only what this person keeps at hand
/// @param kind      only what has such a thing
/// @param platform  only what has something for it, such as `linux/arm64`
public record SearchFilter(
        Optional<String> namespace,
        Optional<Visibility> visibility,
        Optional<Long> starredBy,
        Optional<ContentKind> kind,
        Optional<String> platform) {

    public static SearchFilter none() {
        return new SearchFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static SearchFilter in(String namespace) {
        return new SearchFilter(
                Optional.of(namespace), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static SearchFilter starred(long principalId) {
        return new SearchFilter(
                Optional.empty(), Optional.empty(), Optional.of(principalId), Optional.empty(), Optional.empty());
    }

    /// Names lie between this one and [#end].
    String start() {
        return namespace.map(name -> name + '/').orElse("");
    }

    /// Later than every name there, in the order of bytes: `0` follows `/`, and no name has a `~`.
    String end() {
        return namespace.map(name -> name + '0').orElse("~");
    }

    /// What a repository has to have, all of it.
    String[] facets() {
        return Stream.concat(
                        kind.map(it -> Facets.KIND + it.id()).stream(),
                        platform.map(it -> Facets.PLATFORM + it).stream())
                .toArray(String[]::new);
    }
}
