package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.inspection.FilePosition;
import io.slipway.inspection.FileSums;
import io.slipway.inspection.ImageFiles;
import io.slipway.inspection.ImageSums;
import io.slipway.inspection.LayerFiles;
import io.slipway.inspection.ListedFile;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/// What is inside an image, for whoever may pull it.
@Component
class FilesResource {

    private static final String MANIFESTS = "manifests/";
    private static final String FILES = "/files";
    private static final String SOON = "3";

    private final Access access;
    private final Images images;
    private final LayerFiles files;
    private final ImageSums sums;

    FilesResource(Access access, Images images, LayerFiles files, ImageSums sums) {
        this.access = access;
        this.images = images;
        this.files = files;
        this.sums = sums;
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> in(Caller caller, RepositoryPath path, PageQuery query, HttpServletRequest request) {
        String below = path.below().orElse("");
        if (!below.startsWith(MANIFESTS) || !below.endsWith(FILES)) {
            return Optional.empty();
        }
        Repository repository = access.toSee(caller, path.name());
        if (!access.mayPull(caller, path.name())) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Digest digest = Digest.parse(below.substring(MANIFESTS.length(), below.length() - FILES.length()));
        return Optional.of(list(repository, digest, query, request));
    }

    private ResponseEntity<?> list(Repository repository, Digest digest, PageQuery query, HttpServletRequest request) {
        ManifestDetails manifest = images.get(repository, digest);
        ImageFiles image = files.look(repository, manifest);
        int layer = layer(request, image);
        String path = Objects.requireNonNullElse(request.getParameter("path"), "");
        boolean root = layer == 0 && path.isEmpty() && !manifest.facts().waiting();
        Optional<FileSums> known = root ? sums.of(digest, image).sums() : Optional.empty();
        if (manifest.facts().waiting() || !image.ready()) {
            return ResponseEntity.ok()
                    .header("Retry-After", SOON)
                    .body(FilesView.of(image, "reading", known, List.of()));
        }
        FilePosition after = query.after().isEmpty()
                ? FilePosition.START
                : FilePosition.parse(query.after())
                        .orElseThrow(() -> ApiException.invalidQuery("after comes from the Link of the page before"));
        Page<ListedFile> page = (layer == 0
                        ? files.merged(image, path, after, query.limit())
                        : files.layer(image, image.layers().get(layer - 1), path, after, query.limit()))
                .orElseThrow(ApiException::notFound);
        ResponseEntity<?> list = query.answer(
                link(repository, digest, path, layer),
                page.items(),
                page.more(),
                it -> it.position().toString());
        return ResponseEntity.ok().headers(list.getHeaders()).body(FilesView.of(image, "read", known, page.items()));
    }

    private static String link(Repository repository, Digest digest, String path, int layer) {
        return UriComponentsBuilder.fromPath(
                        "/api/v1/repositories/" + repository.name() + "/-/" + MANIFESTS + digest + FILES)
                .queryParam("path", "{path}")
                .queryParamIfPresent("layer", Optional.of(layer).filter(it -> it > 0))
                .encode()
                .build(path)
                .toString();
    }

    private static int layer(HttpServletRequest request, ImageFiles image) {
        String layer = Objects.requireNonNullElse(request.getParameter("layer"), "0");
        boolean number = layer.matches("[0-9]{1,4}");
        if (!number || Integer.parseInt(layer) > image.layers().size()) {
            throw new ApiException(400, "query-invalid", "layer is the position of one of the image's layers, from 1");
        }
        return Integer.parseInt(layer);
    }
}
