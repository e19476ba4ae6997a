package io.slipway.content;

import java.util.Locale;
import java.util.Optional;

/// A place in the list of all tags in the order of their names: after this tag of this repository.
///
/// @param small the name in small letters, which orders first
record TagPlace(String small, long repositoryId, String name) {

    static TagPlace before(String start) {
        return new TagPlace(start, 0, "");
    }

    /// Reads what [#toString] wrote.
    static Optional<TagPlace> parse(String text) {
        int dot = text.indexOf('.');
        try {
            long id = Long.parseLong(text.substring(0, Math.max(0, dot)));
            String name = text.substring(dot + 1);
            return Optional.of(new TagPlace(name.toLowerCase(Locale.ROOT), id, name));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return repositoryId + "." + name;
    }
}
