package io.slipway.inspection;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// What a layer says of a path.
///
/// @param opaque   what layers below have under the path is hidden
/// @param listed   the archive has it, and not only something below it
/// @param position of its bytes in the uncompressed archive; empty where they are not in one piece
/// @param checksum of its bytes (CRC-32C)
record LayerEntry(
        EntryPath path,
        EntryKind kind,
        boolean opaque,
        boolean listed,
        Facts facts,
        String target,
        OptionalLong position,
        OptionalLong checksum) {

    record Facts(long size, int mode, long uid, long gid, Optional<Instant> modified) {

        static final Facts NONE = new Facts(0, 0, 0, 0, Optional.empty());
    }

    /// A directory that has no header of its own.
    static LayerEntry directory(EntryPath path, boolean opaque) {
        return new LayerEntry(
                path, EntryKind.DIRECTORY, opaque, false, Facts.NONE, "", OptionalLong.empty(), OptionalLong.empty());
    }

    static LayerEntry whiteout(EntryPath path) {
        return new LayerEntry(
                path, EntryKind.WHITEOUT, false, false, Facts.NONE, "", OptionalLong.empty(), OptionalLong.empty());
    }

    /// Both of one layer: the later one counts, but what one takes away stays away.
    LayerEntry then(LayerEntry later) {
        LayerEntry kept = later.listed || kind == EntryKind.WHITEOUT ? later : this;
        boolean hides = opaque || later.opaque || kind == EntryKind.WHITEOUT || later.kind == EntryKind.WHITEOUT;
        return new LayerEntry(
                path, kept.kind, hides, kept.listed, kept.facts, kept.target, kept.position, kept.checksum);
    }

    LayerEntry withChecksum(long sum) {
        return new LayerEntry(path, kind, opaque, listed, facts, target, position, OptionalLong.of(sum));
    }

    int length() {
        return path.parent().length() + path.name().length() + target.length();
    }
}
