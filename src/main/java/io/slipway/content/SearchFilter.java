package io.slipway.content;

import java.util.Optional;

/// What narrows a search besides its words.
///
/// @param namespace only what lies in it
/// @param starredBy only what this person keeps at hand
public record SearchFilter(Optional<String> namespace, Optional<Visibility> visibility, Optional<Long> starredBy) {

    public static SearchFilter none() {
        return new SearchFilter(Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static SearchFilter starred(long principalId) {
        return new SearchFilter(Optional.empty(), Optional.empty(), Optional.of(principalId));
    }

    /// Names lie between this one and [#end].
    String start() {
        return namespace.map(name -> name + '/').orElse("");
    }

    /// Later than every name there, in the order of bytes: `0` follows `/`, and no name has a `~`.
    String end() {
        return namespace.map(name -> name + '0').orElse("~");
    }
}
