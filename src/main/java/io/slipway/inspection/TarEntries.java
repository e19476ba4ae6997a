package io.slipway.inspection;

import io.slipway.inspection.LayerEntry.Facts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// What the header of a tar entry says, in our words.
final class TarEntries {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final int MODE = 07777;
    private static final Instant FIRST = Instant.EPOCH.minusSeconds(62_135_596_800L);
    private static final Instant LAST = Instant.ofEpochSecond(253_402_300_799L);

    private TarEntries() {}

    /// @return empty where it is refused
    static Optional<LayerEntry> of(TarArchiveEntry header, long position) throws IOException {
        if (!header.isCheckSumOK() || header.getRealSize() < 0) {
            throw new LayerFailedException(LayerFailure.INVALID);
        }
        Optional<EntryPath> path = EntryPath.parse(header.getName());
        Optional<EntryKind> kind = kind(header);
        if (path.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        String name = path.get().name();
        if (name.startsWith(WHITEOUT)) {
            return whiteout(path.get(), name);
        }
        Optional<String> target = target(header, kind.get());
        if (target.isEmpty() || path.get().isRoot() && kind.get() != EntryKind.DIRECTORY) {
            return Optional.empty();
        }
        boolean hasBytes = kind.get() == EntryKind.FILE;
        return Optional.of(new LayerEntry(
                path.get(),
                kind.get(),
                false,
                true,
                facts(header, hasBytes),
                target.get(),
                hasBytes && !header.isSparse() ? OptionalLong.of(position) : OptionalLong.empty(),
                OptionalLong.empty()));
    }

    private static Optional<LayerEntry> whiteout(EntryPath path, String name) {
        if (name.equals(OPAQUE)) {
            return Optional.of(LayerEntry.directory(path.up(), true));
        }
        String hidden = name.substring(WHITEOUT.length());
        // .wh..wh.plnk and the like are notes that AUFS made for itself
        boolean known =
                !hidden.isEmpty() && !hidden.equals(".") && !hidden.equals("..") && !hidden.startsWith(WHITEOUT);
        return known ? Optional.of(LayerEntry.whiteout(path.sibling(hidden))) : Optional.empty();
    }

    private static Optional<EntryKind> kind(TarArchiveEntry header) {
        if (header.isDirectory()) {
            return Optional.of(EntryKind.DIRECTORY);
        }
        return switch (header.getLinkFlag()) {
            case TarConstants.LF_OLDNORM,
                    TarConstants.LF_NORMAL,
                    TarConstants.LF_CONTIG,
                    TarConstants.LF_GNUTYPE_SPARSE -> Optional.of(EntryKind.FILE);
            case TarConstants.LF_SYMLINK -> Optional.of(EntryKind.SYMLINK);
            case TarConstants.LF_LINK -> Optional.of(EntryKind.HARDLINK);
            case TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO -> Optional.of(EntryKind.DEVICE);
            default -> Optional.empty();
        };
    }

    /// @return empty where a hard link leads out of the image; symbolic ones are followed inside of it only
    private static Optional<String> target(TarArchiveEntry header, EntryKind kind) throws IOException {
        if (kind != EntryKind.SYMLINK && kind != EntryKind.HARDLINK) {
            return Optional.of("");
        }
        String target = header.getLinkName();
        if (target.getBytes(StandardCharsets.UTF_8).length > LayerLimits.PATH) {
            throw new LayerFailedException(LayerFailure.TOO_LONG_PATHS);
        }
        return kind == EntryKind.HARDLINK
                ? EntryPath.parse(target).map(EntryPath::toString)
                : Optional.of(target).filter(it -> it.indexOf('\0') < 0);
    }

    private static Facts facts(TarArchiveEntry header, boolean hasBytes) {
        return new Facts(
                hasBytes ? header.getRealSize() : 0,
                header.getMode() & MODE,
                header.getLongUserId(),
                header.getLongGroupId(),
                Optional.ofNullable(header.getLastModifiedTime())
                        .map(FileTime::toInstant)
                        .filter(it -> it.isAfter(FIRST) && it.isBefore(LAST)));
    }
}
