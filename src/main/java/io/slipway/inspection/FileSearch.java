package io.slipway.inspection;

import io.slipway.inspection.FileSql.Node;
import io.slipway.inspection.ImageFiles.Stack;
import io.slipway.oci.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Finds the file that a path means inside an image, as a container would see it: links never lead out.
@Component
class FileSearch {

    private static final int STEPS = 16;
    /// Each directory above a path is looked up, and links can be made so that those are very many.
    private static final int BRIEF_DEPTH = 32;

    private static final int BRIEF_LENGTH = 512;
    private static final Node ROOT = new Node(0, 0, EntryKind.DIRECTORY, false, 0, "", OptionalLong.empty());

    private final FileSql sql;

    FileSearch(FileSql sql) {
        this.sql = sql;
    }

    Optional<FoundFile> find(Stack stack, EntryPath path) {
        return follow(stack, List.of(path), _ -> true)
                .getOrDefault(path, Optional.empty())
                .filter(it -> it.node().kind() == EntryKind.FILE)
                .map(it -> new FoundFile(
                        it.path().toString(),
                        layer(stack, it.node().place()),
                        it.node().size(),
                        it.node().position()));
    }

    private static Digest layer(Stack stack, int place) {
        return stack.layers().stream()
                .filter(it -> it.place() == place)
                .findFirst()
                .orElseThrow()
                .digest();
    }

    /// Where a path ends; never at a link.
    private record Reached(EntryPath path, Node node) {}

    /// Where the links of a directory lead.
    ///
    /// @return by name; those that are too long to be followed many at a time are missing
    Map<String, LinkEnd> ends(Stack stack, EntryPath directory, Collection<ListedFile> files) {
        Map<String, Optional<EntryPath>> starts = new LinkedHashMap<>();
        files.stream().filter(it -> isLink(it.kind())).forEach(it -> starts.put(it.name(), start(directory, it)));
        List<EntryPath> targets = starts.values().stream()
                .flatMap(Optional::stream)
                .filter(FileSearch::brief)
                .toList();
        Map<EntryPath, Optional<Reached>> reached =
                targets.isEmpty() ? Map.of() : follow(stack, targets, FileSearch::brief);
        Map<String, LinkEnd> ends = new HashMap<>();
        starts.forEach((name, start) -> {
            Optional<Reached> end = start.isEmpty() ? Optional.empty() : reached.get(start.get());
            if (end != null) {
                ends.put(
                        name,
                        new LinkEnd(
                                end.map(it -> it.path().toString()).orElse(""),
                                end.map(it -> it.node().kind())));
            }
        });
        return ends;
    }

    private static boolean brief(EntryPath path) {
        return path.depth() <= BRIEF_DEPTH && path.parent().length() <= BRIEF_LENGTH;
    }

    private static Optional<EntryPath> start(EntryPath directory, ListedFile file) {
        return file.kind() == EntryKind.HARDLINK ? parse(file.target()) : resolve(directory, file.target());
    }

    /// Where each path leads, with a statement for each step and not for each path.
    ///
    /// @param affordable those that are not are given up
    /// @return empty for those that lead nowhere; without those that are given up
    private Map<EntryPath, Optional<Reached>> follow(
            Stack stack, Collection<EntryPath> paths, Predicate<EntryPath> affordable) {
        Map<EntryPath, Optional<Reached>> reached = new HashMap<>();
        Map<EntryPath, EntryPath> open = new LinkedHashMap<>();
        paths.forEach(it -> open.put(it, it));
        for (int step = 0; step <= STEPS && !open.isEmpty(); step++) {
            Set<EntryPath> chains = new LinkedHashSet<>();
            open.values().forEach(it -> chains.addAll(it.chain()));
            Map<EntryPath, List<Node>> nodes = sql.nodes(stack, chains);
            Map<EntryPath, EntryPath> next = new LinkedHashMap<>();
            open.forEach((from, here) -> {
                Step taken = step(here, nodes);
                if (taken.next().isEmpty()) {
                    reached.put(from, taken.end());
                } else if (affordable.test(taken.next().get())) {
                    next.put(from, taken.next().get());
                }
            });
            open.clear();
            open.putAll(next);
        }
        open.keySet().forEach(it -> reached.put(it, Optional.empty()));
        return reached;
    }

    /// The end of a way, or its next piece; neither where it ends nowhere.
    private record Step(Optional<Reached> end, Optional<EntryPath> next) {}

    private static Step step(EntryPath here, Map<EntryPath, List<Node>> all) {
        List<Node> nodes = here.chain().stream()
                .flatMap(it -> all.getOrDefault(it, List.of()).stream())
                .toList();
        Optional<Node> found =
                here.isRoot() ? Optional.of(ROOT) : PathWalk.of(here, nodes).found();
        if (found.filter(it -> !isLink(it.kind())).isPresent()) {
            return new Step(found.map(it -> new Reached(here, it)), Optional.empty());
        }
        return new Step(Optional.empty(), found.isPresent() ? target(here, found.get()) : linked(here, nodes));
    }

    private static boolean isLink(EntryKind kind) {
        return kind == EntryKind.SYMLINK || kind == EntryKind.HARDLINK;
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
            return EntryPath.parse(path);
        } catch (LayerFailedException _) {
            return Optional.empty();
        }
    }
}
