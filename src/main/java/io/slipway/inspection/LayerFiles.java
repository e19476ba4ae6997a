package io.slipway.inspection;

import io.slipway.content.ImageLayer;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.inspection.ImageFiles.Stack;
import io.slipway.inspection.LayerState.State;
import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/// The files of images, from rows. Layers are read when somebody looks at their image for the first time.
@Service
public class LayerFiles {

    /// Docker makes 127 at most.
    private static final int LAYERS = 256;

    private static final Pattern TAR = Pattern.compile(".*[.+/]tar([+.](gzip|zstd))?");

    private final LayerSql layers;
    private final FileSql files;
    private final FileSearch search;

    LayerFiles(LayerSql layers, FileSql files, FileSearch search) {
        this.layers = layers;
        this.files = files;
        this.search = search;
    }

    /// How far the index of an image is; what is missing is asked for.
    public ImageFiles look(Repository repository, ManifestDetails manifest) {
        List<ImageLayer> all = manifest.facts().layers();
        if (all.size() > LAYERS) {
            return new ImageFiles(List.of(failed(0, all.getFirst(), LayerFailure.TOO_MANY_LAYERS)));
        }
        Set<Digest> wanted = new LinkedHashSet<>();
        all.stream().filter(LayerFiles::hasFiles).map(ImageLayer::digest).forEach(wanted::add);
        Map<Digest, LayerSql.Row> rows = layers.find(wanted);
        Set<Digest> asked = new LinkedHashSet<>(wanted);
        asked.removeIf(it -> rows.containsKey(it) && !rows.get(it).stale());
        if (!asked.isEmpty()) {
            layers.ask(repository.name(), asked);
            rows.putAll(layers.find(asked));
        }
        List<LayerState> states = new ArrayList<>();
        for (ImageLayer layer : all) {
            states.add(state(states.size(), layer, Optional.ofNullable(rows.get(layer.digest()))));
        }
        return new ImageFiles(states);
    }

    /// What is in a directory of the whole image.
    ///
    /// @return empty where there is no such directory, or the path leads out of the image
    public Optional<Page<ListedFile>> merged(ImageFiles image, String path, FilePosition after, int size) {
        return parse(path).flatMap(directory -> {
            Stack stack = image.from(0);
            PathWalk walk = walk(stack, directory);
            return isDirectory(directory, walk)
                    ? Optional.of(Page.of(files.merged(stack.from(walk.floor()), directory, after, size + 1), size))
                    : Optional.empty();
        });
    }

    /// What one layer has in a directory, against the layers below it.
    ///
    /// @return as [#merged]
    public Optional<Page<ListedFile>> layer(
            ImageFiles image, LayerState layer, String path, FilePosition after, int size) {
        return parse(path).flatMap(directory -> {
            PathWalk own = walk(new Stack(List.of(layer)), directory);
            if (layer.state() != State.READ || !isDirectory(directory, own)) {
                return Optional.empty();
            }
            Stack below = image.below(layer.place());
            PathWalk walk = walk(below, directory);
            Stack seen = isDirectory(directory, walk) ? below.from(walk.floor()) : new Stack(List.of());
            return Optional.of(Page.of(files.layer(layer, seen, directory, after, size + 1), size));
        });
    }

    /// The file that the path leads to, through links that stay inside of the image.
    ///
    /// @param top the place of the highest layer that counts
    public Optional<FoundFile> find(ImageFiles image, int top, String path) {
        return parse(path)
                .flatMap(it ->
                        search.find(image.below(Math.min(top + 1, image.layers().size())), it));
    }

    /// Where the links among the files of a directory lead in the whole image.
    ///
    /// @return by name; those with very long ways are missing
    public Map<String, LinkEnd> ends(ImageFiles image, String path, List<ListedFile> files) {
        return parse(path).map(it -> search.ends(image.from(0), it, files)).orElse(Map.of());
    }

    private PathWalk walk(Stack stack, EntryPath path) {
        return PathWalk.of(path, files.chain(stack, path));
    }

    private static boolean isDirectory(EntryPath path, PathWalk walk) {
        return path.isRoot()
                || walk.found().filter(it -> it.kind() == EntryKind.DIRECTORY).isPresent();
    }

    private static Optional<EntryPath> parse(String path) {
        try {
            return EntryPath.parse(path);
        } catch (LayerFailedException _) {
            return Optional.empty();
        }
    }

    private static LayerState state(int place, ImageLayer layer, Optional<LayerSql.Row> row) {
        if (!hasFiles(layer)) {
            return failed(place, layer, LayerFailure.NO_FILES);
        }
        return row.map(LayerSql.Row::state)
                .map(it -> new LayerState(
                        place, it.digest(), it.id(), it.state(), it.failure(), it.entries(), it.refused()))
                .orElseGet(() -> new LayerState(place, layer.digest(), 0, State.LATER, Optional.empty(), 0, 0));
    }

    private static LayerState failed(int place, ImageLayer layer, LayerFailure failure) {
        return new LayerState(place, layer.digest(), 0, State.FAILED, Optional.of(failure), 0, 0);
    }

    /// Encrypted layers, those that are fetched elsewhere, and what is no archive have none that can be listed.
    private static boolean hasFiles(ImageLayer layer) {
        String type = layer.mediaType();
        return TAR.matcher(type).matches() && !type.contains("foreign") && !type.contains("nondistributable");
    }
}
