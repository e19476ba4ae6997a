package io.slipway.web.images;

import io.slipway.access.Access;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.inspection.FileBytes;
import io.slipway.inspection.FilePosition;
import io.slipway.inspection.FoundFile;
import io.slipway.inspection.ImageFiles;
import io.slipway.inspection.ImageSums;
import io.slipway.inspection.LayerFiles;
import io.slipway.inspection.ListedFile;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.Size;
import io.slipway.web.images.FilesPage.Sums;
import io.slipway.web.images.ImagePage.Digests;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What is inside an image: its directories, the beginning of a file, and a file's bytes.
@Component
class FilePages {

    private static final int ROWS = 500;
    private static final int PREVIEW = 256 * 1024;
    private static final String SOON = "3";

    private final Access access;
    private final RepositoryHeads heads;
    private final Images images;
    private final LayerFiles files;
    private final FileBytes bytes;
    private final ImageSums sums;

    FilePages(Access access, RepositoryHeads heads, Images images, LayerFiles files, FileBytes bytes, ImageSums sums) {
        this.access = access;
        this.heads = heads;
        this.images = images;
        this.files = files;
        this.bytes = bytes;
        this.sums = sums;
    }

    /// What is asked for, of an image whose bytes the reader may have.
    private record Place(Asked asked, Repository repository, ManifestDetails manifest, ImageFiles image, int layer) {

        String path() {
            return Objects.requireNonNullElse(asked.request().getParameter("path"), "");
        }

        /// The highest layer that counts.
        int top() {
            return layer == 0 ? image.layers().size() - 1 : layer - 1;
        }
    }

    /// @param what `files`, or what is below it
    @Nullable
    ModelAndView show(Asked asked, Repository repository, Digest digest, String what) throws IOException {
        if (!access.mayPull(asked.caller(), asked.name())) {
            throw missing();
        }
        ManifestDetails manifest = images.get(repository, digest);
        ImageFiles image = files.look(repository, manifest);
        Place place = new Place(asked, repository, manifest, image, layer(asked, image));
        return switch (what) {
            case "files" -> directory(place);
            case "files/preview" -> preview(place);
            case "files/raw" -> raw(place);
            default -> throw missing();
        };
    }

    private ModelAndView directory(Place place) {
        boolean ready = place.image().ready() && !place.manifest().facts().waiting();
        Optional<Page<ListedFile>> list = ready ? list(place) : Optional.of(new Page<>(List.of(), false));
        if (!ready) {
            // without a script, too
            place.asked().response().setHeader("Refresh", SOON);
        }
        FileRows rows = rows(place)
                .withEnds(list.map(it -> files.ends(place.image(), place.path(), it.items()))
                        .orElse(Map.of()));
        return new ModelAndView(
                "images/files",
                "page",
                rows.page(place.image(), ready, list.orElseThrow(FilePages::missing), after(place), sums(place, rows)));
    }

    /// Of the image as a whole: at its root.
    private Sums sums(Place place, FileRows rows) {
        boolean root =
                place.layer() == 0 && rows.directory().isEmpty() && after(place).equals(FilePosition.START);
        return root && !place.manifest().facts().waiting()
                ? new SumRows(rows).of(sums.of(place.manifest().digest(), place.image()))
                : Sums.NONE;
    }

    private Optional<Page<ListedFile>> list(Place place) {
        return place.layer() == 0
                ? files.merged(place.image(), place.path(), after(place), ROWS)
                : files.layer(
                        place.image(), place.image().layers().get(place.layer() - 1), place.path(), after(place), ROWS);
    }

    private @Nullable ModelAndView preview(Place place) throws IOException {
        FoundFile file = find(place);
        FileRows rows = rows(place);
        boolean whole = file.position().isPresent();
        Optional<byte[]> start = whole ? bytes.start(place.repository(), file, PREVIEW) : Optional.of(new byte[0]);
        if (start.isEmpty()) {
            return busy(place);
        }
        return new ModelAndView(
                "images/file",
                "page",
                new FilePage(
                        place.asked().shell(),
                        rows.head(),
                        rows.digest(),
                        rows.crumbs(),
                        Optional.of(file.path()).filter(it -> !it.equals(rows.directory())),
                        Size.of(file.size(), place.asked().shell().language()),
                        start.filter(_ -> whole).flatMap(PlainText::of),
                        file.size() <= PREVIEW,
                        whole ? Optional.of(rows.link("/files/raw", rows.directory())) : Optional.empty()));
    }

    /// Somebody else's bytes: never a page of this site, whatever they are.
    private @Nullable ModelAndView raw(Place place) throws IOException {
        FoundFile file = find(place);
        if (file.position().isEmpty()) {
            throw missing();
        }
        HttpServletResponse response = place.asked().response();
        response.setContentType("application/octet-stream");
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename(DownloadName.of(file.name()), StandardCharsets.UTF_8)
                        .build()
                        .toString());
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLengthLong(file.size());
        if (!bytes.copy(place.repository(), file, response.getOutputStream())) {
            return busy(place);
        }
        return null;
    }

    private FoundFile find(Place place) {
        return Optional.of(place)
                .filter(it -> it.image().ready())
                .flatMap(it -> files.find(it.image(), it.top(), it.path()))
                .orElseThrow(FilePages::missing);
    }

    private FileRows rows(Place place) {
        RepositoryHead head = heads.of(place.asked().caller(), place.asked().shell(), place.repository(), "tags");
        Digest digest = place.manifest().digest();
        return new FileRows(
                place.asked().shell(),
                head,
                new Digests(digest.toString(), Brief.of(digest), head.path("manifests/" + digest)),
                FileRows.clean(place.path()),
                place.layer(),
                Map.of());
    }

    private static FilePosition after(Place place) {
        return Optional.ofNullable(place.asked().request().getParameter("after"))
                .flatMap(FilePosition::parse)
                .orElse(FilePosition.START);
    }

    /// Counts from 1; 0 is all of them.
    private static int layer(Asked asked, ImageFiles image) {
        String layer = asked.parameter("layer");
        if (layer.isEmpty()) {
            return 0;
        }
        boolean number = layer.length() < 4 && layer.chars().allMatch(it -> it >= '0' && it <= '9');
        return Optional.of(layer)
                .filter(_ -> number)
                .map(Integer::valueOf)
                .filter(it -> it <= image.layers().size())
                .orElseThrow(FilePages::missing);
    }

    private static @Nullable ModelAndView busy(Place place) throws IOException {
        place.asked().response().setHeader("Retry-After", SOON);
        place.asked().response().sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        return null;
    }

    private static OciException missing() {
        return new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
