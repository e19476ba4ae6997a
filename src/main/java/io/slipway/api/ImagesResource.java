package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Attachment;
import io.slipway.content.ImageKind;
import io.slipway.content.ImagePart;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagName;
import io.slipway.oci.Digest;
import io.slipway.oci.Tag;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// What manifests say, for readers of their repository.
@Component
class ImagesResource {

    private static final String TAGS = "tags/";
    private static final String MANIFESTS = "manifests/";
    private static final String LAYERS = "/layers";
    private static final String REFERRERS = "/referrers";
    private static final int SHOWN_TAGS = 100;

    private final Access access;
    private final Images images;

    ImagesResource(Access access, Images images) {
        this.access = access;
        this.images = images;
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> in(Caller caller, RepositoryPath path, PageQuery query) {
        String below = path.below().orElse("");
        if (below.startsWith(TAGS)) {
            Repository repository = access.toSee(caller, path.name());
            return Optional.of(tag(repository, Tag.parse(below.substring(TAGS.length()))));
        }
        if (!below.startsWith(MANIFESTS)) {
            return Optional.empty();
        }
        Repository repository = access.toSee(caller, path.name());
        String rest = below.substring(MANIFESTS.length());
        if (rest.endsWith(LAYERS)) {
            return Optional.of(layers(repository, digest(rest, LAYERS), query));
        }
        if (rest.endsWith(REFERRERS)) {
            return Optional.of(referrers(repository, digest(rest, REFERRERS), query));
        }
        ManifestDetails manifest = images.get(repository, Digest.parse(rest));
        return Optional.of(ResponseEntity.ok(view(repository, manifest, "")));
    }

    private ResponseEntity<?> tag(Repository repository, Tag tag) {
        ManifestDetails manifest = images.get(repository, tag);
        TagName named = images.tags(repository, manifest, tag.value(), 1).items().stream()
                .filter(it -> it.name().equals(tag.value()))
                .findFirst()
                .orElseThrow(ApiException::notFound);
        return ResponseEntity.ok(new ManifestView.Tagged(
                named.name(), named.updatedAt(), named.updatedBy(), view(repository, manifest, tag.value())));
    }

    private ManifestView view(Repository repository, ManifestDetails manifest, String tag) {
        List<ImagePart> parts =
                manifest.facts().kind() == ImageKind.INDEX ? images.parts(repository, manifest) : List.of();
        List<String> tags = images.tags(repository, manifest, tag, SHOWN_TAGS).items().stream()
                .map(TagName::name)
                .toList();
        return ManifestView.of(manifest, parts, tags);
    }

    /// Also steps that made no layer; numbered from 1.
    private ResponseEntity<?> layers(Repository repository, Digest digest, PageQuery query) {
        ManifestDetails manifest = images.get(repository, digest);
        List<LayerView> all = LayerView.of(manifest.facts().steps(), images.sharing(repository, manifest));
        int first = (int) Math.min(query.number().orElse(0L), all.size());
        int end = Math.min(all.size(), first + query.limit());
        return query.answer(
                path(repository, digest, LAYERS),
                all.subList(first, end),
                end < all.size(),
                it -> Integer.toString(it.position()));
    }

    private ResponseEntity<?> referrers(Repository repository, Digest digest, PageQuery query) {
        ManifestDetails manifest = images.get(repository, digest);
        Page<Attachment> page = images.attachments(
                repository, List.of(manifest.digest()), query.number().orElse(0L), query.limit());
        return query.answer(
                path(repository, digest, REFERRERS),
                page.items(),
                page.more(),
                it -> Long.toString(it.id()),
                ReferrerView::of);
    }

    private static String path(Repository repository, Digest digest, String list) {
        return "/api/v1/repositories/" + repository.name() + "/-/" + MANIFESTS + digest + list;
    }

    private static Digest digest(String rest, String list) {
        return Digest.parse(rest.substring(0, rest.length() - list.length()));
    }
}
