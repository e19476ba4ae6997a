package io.slipway.inspection;

import java.time.Instant;
import java.util.Optional;

/// A file as a directory lists it.
///
/// @param place  of the layer that it comes from
/// @param target of a link
/// @param change against the layers below; UNCHANGED where no layer was chosen
/// @param listed an archive has it, and not only something below it
public record ListedFile(
        String name,
        EntryKind kind,
        int place,
        Owner owner,
        long size,
        Optional<Instant> modified,
        String target,
        Change change,
        boolean listed) {

    public enum Change {
        ADDED,
        CHANGED,
        REMOVED,
        UNCHANGED
    }

    public record Owner(int mode, long uid, long gid) {}

    /// Where the list goes on after this one.
    public FilePosition position() {
        return new FilePosition(kind == EntryKind.DIRECTORY, name);
    }
}
