package io.slipway.accounts;

import java.util.Optional;

/// How somebody wants the pages, in words of the pages; what is empty they did not choose.
///
/// @param reading density, times and keys
public record Appearance(Optional<String> theme, Optional<String> language, Optional<String> reading) {

    public static final Appearance NONE = new Appearance(Optional.empty(), Optional.empty(), Optional.empty());

    public boolean isEmpty() {
        return equals(NONE);
    }
}
