package io.slipway.inspection;

import io.slipway.inspection.FileSql.Node;
import io.slipway.inspection.ImageFiles.Stack;
import io.slipway.oci.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Finds the file that a path means inside an image, as a container would see it: links never lead out.
@Component
class FileSearch {

    private static final int STEPS = 16;

    private final FileSql sql;

    FileSearch(FileSql sql) {
        this.sql = sql;
    }

    Optional<FoundFile> find(Stack stack, EntryPath path) {
        Map<Integer, Digest> layers =
                stack.layers().stream().collect(Collectors.toMap(LayerState::place, LayerState::digest));
        Optional<EntryPath> next = Optional.of(path);
        for (int step = 0; step <= STEPS && next.isPresent(); step++) {
            EntryPath here = next.get();
            List<Node> nodes = sql.chain(stack, here);
            Optional<Node> found = PathWalk.of(here, nodes).found();
            if (found.filter(it -> it.kind() == EntryKind.FILE).isPresent()) {
                return found.map(it -> new FoundFile(
                        here.toString(), Objects.requireNonNull(layers.get(it.place())), it.size(), it.position()));
            }
            next = found.isPresent() ? target(here, found.get()) : linked(here, nodes);
        }
        return Optional.empty();
    }

    private static Optional<EntryPath> target(EntryPath here, Node node) {
        return switch (node.kind()) {
            case HARDLINK -> parse(node.target());
            case SYMLINK -> resolve(here.up(), node.target());
            case FILE, DIRECTORY, DEVICE, WHITEOUT -> Optional.empty();
        };
    }

    /// A directory on the way can be a link itself.
    private static Optional<EntryPath> linked(EntryPath path, List<Node> nodes) {
        List<EntryPath> chain = path.chain();
        for (EntryPath above : chain.subList(1, Math.max(1, chain.size() - 1))) {
            Optional<Node> node = PathWalk.of(above, nodes).found();
            if (node.filter(it -> it.kind() == EntryKind.SYMLINK).isPresent()) {
                String rest = path.toString().substring(above.toString().length());
                return resolve(above.up(), node.get().target() + rest);
            }
        }
        return Optional.empty();
    }

    /// What leads above the root stays there, as in a container.
    private static Optional<EntryPath> resolve(EntryPath from, String target) {
        Deque<String> parts = new ArrayDeque<>();
        String whole = target.startsWith("/") ? target : from + "/" + target;
        for (String part : whole.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return parse(String.join("/", new ArrayList<>(parts)));
    }

    private static Optional<EntryPath> parse(String path) {
        try {
            return EntryPath.parse(path).filter(it -> !it.isRoot());
        } catch (LayerFailedException _) {
            return Optional.empty();
        }
    }
}
