package io.slipway.content;

import java.util.Optional;

/// What narrows a search besides its words.
///
/// @param namespace only what lies in it
public record SearchFilter(Optional<String> namespace, Optional<Visibility> visibility) {

    public static SearchFilter none() {
        return new SearchFilter(Optional.empty(), Optional.empty());
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
