package io.slipway.web.images;

import io.slipway.content.Page;
import io.slipway.inspection.EntryKind;
import io.slipway.inspection.FilePosition;
import io.slipway.inspection.ImageFiles;
import io.slipway.inspection.LayerState;
import io.slipway.inspection.LinkEnd;
import io.slipway.inspection.ListedFile;
import io.slipway.inspection.ListedFile.Change;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import io.slipway.web.images.FilesPage.Choice;
import io.slipway.web.images.FilesPage.Crumb;
import io.slipway.web.images.FilesPage.Failed;
import io.slipway.web.images.FilesPage.Progress;
import io.slipway.web.images.FilesPage.Row;
import io.slipway.web.images.FilesPage.Sums;
import io.slipway.web.images.ImagePage.Digests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/// A directory for reading.
///
/// @param directory without slashes at its ends
/// @param layer     0 for all
/// @param ends      of the links in the directory, by name
record FileRows(
        Shell shell, RepositoryHead head, Digests digest, String directory, int layer, Map<String, LinkEnd> ends) {

    private static final String FILES = "/files";
    private static final String LETTERS = "rwxrwxrwx";

    /// With single slashes, as the index has paths.
    static String clean(String path) {
        return Arrays.stream(path.split("/"))
                .filter(it -> !it.isEmpty() && !it.equals("."))
                .collect(Collectors.joining("/"));
    }

    FilesPage page(ImageFiles image, boolean ready, Page<ListedFile> list, FilePosition after, Sums sums) {
        Optional<String> next = Optional.of(list)
                .filter(Page::more)
                .map(it ->
                        link(FILES, directory, it.items().getLast().position().toString()));
        return new FilesPage(
                shell,
                head,
                digest,
                crumbs(),
                layer,
                progress(image, ready),
                list.items().stream().map(this::row).toList(),
                after.equals(FilePosition.START),
                next,
                sums);
    }

    /// From the root to here; the last one is not linked.
    List<Crumb> crumbs() {
        List<Crumb> crumbs = new ArrayList<>(List.of(new Crumb("/", Optional.of(link(FILES, "")))));
        StringBuilder path = new StringBuilder();
        for (String part : directory.isEmpty() ? new String[0] : directory.split("/")) {
            path.append(path.isEmpty() ? "" : "/").append(part);
            crumbs.add(new Crumb(part, Optional.of(link(FILES, path.toString()))));
        }
        crumbs.set(crumbs.size() - 1, new Crumb(crumbs.getLast().name(), Optional.empty()));
        return crumbs;
    }

    FileRows withEnds(Map<String, LinkEnd> found) {
        return new FileRows(shell, head, digest, directory, layer, found);
    }

    FileRows inLayer(int other) {
        return new FileRows(shell, head, digest, directory, other, ends);
    }

    String link(String page, String path) {
        return link(page, path, "");
    }

    /// @param manifest the path of its page
    static String linkTo(String manifest, String page, String path) {
        return UriComponentsBuilder.fromPath(manifest + page)
                .queryParam("path", "{path}")
                .encode()
                .build(path)
                .toString();
    }

    private String link(String page, String path, String after) {
        return UriComponentsBuilder.fromPath(digest.path() + page)
                .queryParamIfPresent("path", Optional.of("{path}").filter(_ -> !path.isEmpty()))
                .queryParamIfPresent("layer", Optional.of(layer).filter(it -> it > 0))
                .queryParamIfPresent("after", Optional.of("{after}").filter(_ -> !after.isEmpty()))
                .encode()
                .build(Map.of("path", path, "after", after))
                .toString();
    }

    private static Progress progress(ImageFiles image, boolean ready) {
        return new Progress(
                ready,
                image.later(),
                image.read(),
                image.layers().stream()
                        .map(it -> new Choice(it.place() + 1, Brief.of(it.digest()), it.entries()))
                        .toList(),
                image.failed().stream()
                        .map(it -> new Failed(
                                it.place() + 1,
                                "files.failed." + lower(it.failure().orElseThrow())))
                        .toList(),
                image.layers().stream().mapToInt(LayerState::refused).sum());
    }

    private Row row(ListedFile file) {
        Language language = shell.language();
        // a directory that no archive lists has no owner that anybody knows
        boolean bare = file.kind() == EntryKind.WHITEOUT || !file.listed();
        return new Row(
                file.name(),
                "files.kind." + lower(file.kind()),
                path(file),
                file.target(),
                file.kind() == EntryKind.SYMLINK
                        && end(file).filter(it -> it.kind().isEmpty()).isPresent(),
                Optional.of(Size.of(file.size(), language)).filter(_ -> file.kind() == EntryKind.FILE),
                bare ? "" : mode(file.owner().mode()),
                bare ? "" : file.owner().uid() + ":" + file.owner().gid(),
                file.modified().map(it -> Moment.of(it, language)),
                file.place() + 1,
                Optional.of("files.change." + lower(file.change())).filter(_ -> file.change() != Change.UNCHANGED));
    }

    private Optional<String> path(ListedFile file) {
        String path = directory.isEmpty() ? file.name() : directory + "/" + file.name();
        return switch (file.kind()) {
            case DIRECTORY -> Optional.of(link(FILES, path));
            case FILE -> Optional.of(link("/files/preview", path));
            case SYMLINK, HARDLINK -> end(file).flatMap(this::path);
            case DEVICE, WHITEOUT -> Optional.empty();
        };
    }

    private Optional<LinkEnd> end(ListedFile file) {
        return Optional.ofNullable(ends.get(file.name()));
    }

    /// Links lead through the whole image.
    private Optional<String> path(LinkEnd end) {
        FileRows whole = inLayer(0);
        return end.kind().flatMap(kind -> switch (kind) {
            case DIRECTORY -> Optional.of(whole.link(FILES, end.path()));
            case FILE -> Optional.of(whole.link("/files/preview", end.path()));
            case SYMLINK, HARDLINK, DEVICE, WHITEOUT -> Optional.empty();
        });
    }

    /// As `ls` writes it.
    private static String mode(int mode) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < LETTERS.length(); bit++) {
            text.append((mode >> LETTERS.length() - 1 - bit & 1) == 1 ? LETTERS.charAt(bit) : '-');
        }
        special(text, 2, (mode & 04000) != 0, 's');
        special(text, 5, (mode & 02000) != 0, 's');
        special(text, 8, (mode & 01000) != 0, 't');
        return text.toString();
    }

    private static void special(StringBuilder text, int place, boolean set, char letter) {
        if (set) {
            text.setCharAt(place, text.charAt(place) == 'x' ? letter : Character.toUpperCase(letter));
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
