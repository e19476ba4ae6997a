package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.inspection.FileSums;
import io.slipway.inspection.ImageFiles;
import io.slipway.inspection.LayerState;
import io.slipway.inspection.ListedFile;
import io.slipway.inspection.ListedFile.Change;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A directory of an image.
///
/// @param state `reading` until all layers are read that can be
/// @param sums  of the whole image, with the list of its root; null as long as they are not known
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilesView(String state, List<Layer> layers, @Nullable Sums sums, List<File> files) {

    /// @param seen   bytes of the files that a container sees
    /// @param wasted bytes of those that upper layers replace, hide or remove
    record Sums(long seen, long wasted, double efficiency, List<Heavy> largest, List<Heavy> largestWasted) {}

    /// @param layer its position, from 1
    record Heavy(String path, int layer, long size) {}

    /// @param position from 1
    /// @param state    `waiting`, `read` or `failed`
    /// @param refused  entries that are left out
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Layer(
            int position,
            String digest,
            String state,
            @Nullable String failure,
            int entries,
            int refused) {}

    /// @param layer  its position, from 1
    /// @param change against the layers below, where one layer was asked for
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record File(
            String name,
            String kind,
            int layer,
            long size,
            String mode,
            long uid,
            long gid,
            @Nullable Instant modified,
            @Nullable String target,
            @Nullable String change) {}

    static FilesView of(ImageFiles image, String state, Optional<FileSums> sums, List<ListedFile> files) {
        return new FilesView(
                state,
                image.layers().stream().map(FilesView::layer).toList(),
                sums.map(FilesView::sums).orElse(null),
                files.stream().map(FilesView::file).toList());
    }

    private static Sums sums(FileSums sums) {
        return new Sums(sums.seen(), sums.wasted(), sums.efficiency(), heavy(sums.largest()), heavy(sums.lost()));
    }

    private static List<Heavy> heavy(List<FileSums.Heavy> files) {
        return files.stream()
                .map(it -> new Heavy(it.path(), it.place() + 1, it.size()))
                .toList();
    }

    private static Layer layer(LayerState layer) {
        String state = switch (layer.state()) {
            case READING, LATER -> "waiting";
            case READ -> "read";
            case FAILED -> "failed";
        };
        return new Layer(
                layer.place() + 1,
                layer.digest().toString(),
                state,
                layer.failure().map(FilesView::lower).orElse(null),
                layer.entries(),
                layer.refused());
    }

    private static File file(ListedFile file) {
        return new File(
                file.name(),
                lower(file.kind()),
                file.place() + 1,
                file.size(),
                "%04o".formatted(file.owner().mode()),
                file.owner().uid(),
                file.owner().gid(),
                file.modified().orElse(null),
                file.target().isEmpty() ? null : file.target(),
                file.change() == Change.UNCHANGED ? null : lower(file.change()));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
