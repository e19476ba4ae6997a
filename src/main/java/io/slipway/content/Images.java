package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.Platform;
import io.slipway.oci.Reference;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// What manifests say, from rows: a blob is opened only to be shown as it is. Nothing here counts as a pull.
@Service
public class Images {

    /// Of an index; nobody lists more platforms.
    static final int PARTS = 1_000;

    private static final int SHARING = 100;

    private final ImageSql sql;
    private final ImageLinkSql links;
    private final Blobs blobs;

    Images(ImageSql sql, ImageLinkSql links, Blobs blobs) {
        this.sql = sql;
        this.links = links;
        this.blobs = blobs;
    }

    /// @throws OciException MANIFEST_UNKNOWN
    public ManifestDetails get(Repository repository, Reference reference) {
        return find(repository, reference)
                .orElseThrow(() -> new OciException(
                        ErrorCode.MANIFEST_UNKNOWN, "no manifest " + reference + " in " + repository.name()));
    }

    public Optional<ManifestDetails> find(Repository repository, Reference reference) {
        return sql.find(repository, reference);
    }

    /// The image that somebody means.
    ///
    /// @param platform of an index; another one is taken where it has none of this name
    /// @throws OciException MANIFEST_UNKNOWN
    public ImageChoice choose(Repository repository, Reference reference, String platform) {
        ManifestDetails manifest = get(repository, reference);
        if (manifest.facts().kind() != ImageKind.INDEX) {
            return new ImageChoice(reference, manifest, ImagePlatforms.of(List.of(), ""), manifest);
        }
        List<ImagePart> parts = parts(repository, manifest);
        ImagePlatforms all = ImagePlatforms.of(parts, "");
        ImagePlatforms platforms = all.parts().containsKey(platform) ? ImagePlatforms.of(parts, platform) : all;
        ManifestDetails image =
                platforms.chosen().flatMap(it -> find(repository, it.digest())).orElse(manifest);
        return new ImageChoice(reference, manifest, platforms, image);
    }

    /// The entries of an index: platforms in fixed order, then the rest as the index has it.
    public List<ImagePart> parts(Repository repository, ManifestDetails index) {
        return sql.parts(repository.id(), index.id(), PARTS).stream()
                .sorted(Comparator.comparing(Images::place, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    /// Tags of the manifest, the newest first.
    ///
    /// @param first this one before all others, where it is one of them
    public Page<TagName> tags(Repository repository, ManifestDetails manifest, String first, int size) {
        return Page.of(links.tags(repository.id(), manifest.id(), first, size + 1), size);
    }

    /// Indexes that list the manifest, the newest first.
    public Page<Digest> parents(Repository repository, Digest digest, int size) {
        return Page.of(links.parents(repository.id(), digest, size + 1), size);
    }

    /// In how many other manifests of the repository each blob of this one is: 100 stands for that many and more.
    public Map<Digest, Integer> sharing(Repository repository, ManifestDetails manifest) {
        return links.sharing(repository.id(), manifest.id(), SHARING);
    }

    /// What is about any of the manifests: by subject, in an index beside it, or by tags of cosign and of clients
    /// that know no referrers; oldest first.
    ///
    /// @param after the id of the last one of the page before, 0 at the start
    public Page<Attachment> attachments(Repository repository, Collection<Digest> about, long after, int size) {
        return Page.of(links.attachments(repository.id(), about, after, size + 1), size);
    }

    /// The manifest's own bytes.
    public byte[] bytes(Repository repository, ManifestDetails manifest) {
        return sql.payload(repository.id(), manifest.id());
    }

    /// The bytes of its config.
    ///
    /// @throws OciException BLOB_UNKNOWN where it has none
    public BlobContent config(Repository repository, ManifestDetails manifest) {
        Digest digest = manifest.config()
                .orElseThrow(() -> new OciException(ErrorCode.BLOB_UNKNOWN, manifest.digest() + " has no config"));
        return blobs.open(repository, digest);
    }

    private static @Nullable Platform place(ImagePart part) {
        return part.isImage() ? part.platform().orElseThrow() : null;
    }
}
