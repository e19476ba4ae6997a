package io.slipway.web.images;

import io.slipway.access.Access;
import io.slipway.content.BlobContent;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.ImageConfig;
import io.slipway.oci.OciException;
import io.slipway.oci.Reference;
import io.slipway.oci.Tag;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What a tag or digest names, and the bytes of its manifest and config.
@Component
class ImagePages implements RepositoryPart {

    private static final String TAGS = "tags/";
    private static final String MANIFESTS = "manifests/";

    /// Longer texts are for downloading.
    private static final int SHOWN = 256 * 1024;

    private final Access access;
    private final RepositoryHeads heads;
    private final Images images;
    private final ImageViews views;
    private final FilePages files;

    ImagePages(Access access, RepositoryHeads heads, Images images, ImageViews views, FilePages files) {
        this.access = access;
        this.heads = heads;
        this.images = images;
        this.views = views;
        this.files = files;
    }

    @Override
    public Set<String> names() {
        return Set.of(TAGS, MANIFESTS);
    }

    @Override
    public @Nullable ModelAndView show(Asked asked) throws IOException {
        Repository repository = access.toSee(asked.caller(), asked.name());
        if (asked.part().startsWith(TAGS)) {
            return page(asked, repository, Tag.parse(asked.part().substring(TAGS.length())));
        }
        String rest = asked.part().substring(MANIFESTS.length());
        int end = rest.indexOf('/');
        Digest digest = Digest.parse(end < 0 ? rest : rest.substring(0, end));
        return switch (end < 0 ? "" : rest.substring(end + 1)) {
            case "" -> page(asked, repository, digest);
            case "raw" -> raw(asked, repository, digest);
            case "files", "files/preview", "files/raw" ->
                files.show(asked, repository, digest, rest.substring(end + 1));
            case "manifest.json" -> {
                byte[] bytes = images.bytes(repository, images.get(repository, digest));
                download(asked.response(), "manifest.json", bytes.length);
                asked.response().getOutputStream().write(bytes);
                yield null;
            }
            case "config.json" -> {
                config(asked, repository, images.get(repository, digest));
                yield null;
            }
            default -> throw new OciException(ErrorCode.NAME_UNKNOWN);
        };
    }

    private ModelAndView page(Asked asked, Repository repository, Reference reference) {
        ManifestDetails manifest = images.get(repository, reference);
        ImagePage page = views.page(asked, repository, reference, manifest);
        if (page.waiting()) {
            // without a script, too: it is there in a moment
            asked.response().setHeader("Refresh", "2");
        }
        return new ModelAndView("images/image", "page", page);
    }

    private ModelAndView raw(Asked asked, Repository repository, Digest digest) {
        ManifestDetails manifest = images.get(repository, digest);
        RawPage.Text text = RawPage.Text.of(images.bytes(repository, manifest), SHOWN);
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "tags");
        Optional<RawPage.Text> config = Optional.of(manifest)
                .filter(it -> head.allowed().pull() && it.config().isPresent())
                .flatMap(it -> configText(repository, it));
        return new ModelAndView(
                "images/raw", "page", new RawPage(asked.shell(), head, digest.toString(), text, config));
    }

    private Optional<RawPage.Text> configText(Repository repository, ManifestDetails manifest) {
        BlobContent content = images.config(repository, manifest);
        if (content.size() > ImageConfig.MAX_BYTES) {
            return Optional.empty();
        }
        int end = (int) Math.min(content.size(), SHOWN + 1);
        try (InputStream bytes = content.open(0, end)) {
            return Optional.of(RawPage.Text.of(bytes.readNBytes(end), SHOWN));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Bytes are for those who may pull, whatever else they may look at.
    private void config(Asked asked, Repository repository, ManifestDetails manifest) throws IOException {
        if (!access.mayPull(asked.caller(), asked.name())) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        BlobContent content = images.config(repository, manifest);
        download(asked.response(), "config.json", content.size());
        try (InputStream bytes = content.open(0, content.size())) {
            bytes.transferTo(asked.response().getOutputStream());
        }
    }

    /// Somebody else's bytes: never a page of this site, whatever they are.
    private static void download(HttpServletResponse response, String name, long size) {
        response.setContentType("application/octet-stream");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        response.setContentLengthLong(size);
    }
}
