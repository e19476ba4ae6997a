package io.slipway.web.images;

import io.slipway.accounts.BuildAgent;
import io.slipway.builds.BuildViews;
import io.slipway.content.Attachment;
import io.slipway.content.ImageKind;
import io.slipway.content.ImagePart;
import io.slipway.content.ImagePlatforms;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagName;
import io.slipway.inspection.ImageSums;
import io.slipway.oci.Digest;
import io.slipway.oci.Reference;
import io.slipway.oci.Tag;
import io.slipway.web.BuiltBy;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.PullChoice;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.web.Size;
import io.slipway.web.images.ImagePage.Attached;
import io.slipway.web.images.ImagePage.Choice;
import io.slipway.web.images.ImagePage.Digests;
import io.slipway.web.images.ImagePage.Entry;
import io.slipway.web.images.ImagePage.Links;
import io.slipway.web.images.ImagePage.Title;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Gathers what the page of a manifest shows, with as many statements for a thousand platforms as for one.
@Component
class ImageViews {

    private static final int TAGS = 20;
    private static final int PARENTS = 5;
    private static final int ATTACHED = 50;

    private final Images images;
    private final RepositoryHeads heads;
    private final ImageSums sums;
    private final BuildViews builds;

    ImageViews(Images images, RepositoryHeads heads, ImageSums sums, BuildViews builds) {
        this.images = images;
        this.heads = heads;
        this.sums = sums;
        this.builds = builds;
    }

    /// What is asked for, and where it was found.
    private record Place(RepositoryHead head, Language language, Reference reference) {

        String path() {
            return head.path(reference instanceof Tag ? "tags/" + reference : "manifests/" + reference);
        }

        Digests digests(Digest digest) {
            return new Digests(digest.toString(), Brief.of(digest), head.path("manifests/" + digest));
        }
    }

    ImagePage page(Asked asked, Repository repository, Reference reference, ManifestDetails manifest) {
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, "tags");
        Place place = new Place(head, asked.shell().language(), reference);
        boolean index = manifest.facts().kind() == ImageKind.INDEX;
        List<ImagePart> parts = index ? images.parts(repository, manifest) : List.of();
        ImagePlatforms platforms = ImagePlatforms.of(parts, asked.parameter("platform"));
        Optional<ManifestDetails> shown =
                index ? platforms.chosen().flatMap(it -> images.find(repository, it.digest())) : Optional.of(manifest);
        Page<TagName> tags = images.tags(repository, manifest, reference.toString(), TAGS);
        Optional<String> tag = tags.items().stream().map(TagName::name).findFirst();
        Links links = links(place, repository, manifest, shown, tags);
        return new ImagePage(
                asked.shell(),
                head,
                title(place, manifest, parts),
                manifest.facts().waiting()
                        || shown.filter(it -> it.facts().waiting()).isPresent(),
                choices(place, platforms),
                Commands.of(
                        PullChoice.of(asked.request()),
                        head.reference(),
                        tag,
                        manifest,
                        platforms.command(),
                        asked.shell().insecure()),
                shown.filter(it -> !it.facts().waiting())
                        .map(it -> new Shown(
                                        place.language(),
                                        images.sharing(repository, it),
                                        head.allowed().pull() ? sums.known(it.digest()) : Optional.empty())
                                .of(it, place.digests(it.digest()))),
                others(place, parts),
                index ? Shown.pairs(manifest.annotations()) : List.of(),
                links,
                built(repository, manifest, place),
                head.allowed().pull());
    }

    /// Asked only of what a build pushed.
    private Optional<BuiltBy> built(Repository repository, ManifestDetails manifest, Place place) {
        return Optional.of(manifest)
                .filter(it -> BuildAgent.isName(it.pushedBy()))
                .flatMap(it -> builds.makers(repository, List.of(it.digest())).values().stream()
                        .findFirst())
                .map(build -> BuiltBy.of(build, place.language()));
    }

    private static List<Choice> choices(Place place, ImagePlatforms platforms) {
        return platforms.parts().entrySet().stream()
                .map(it -> new Choice(
                        it.getKey(),
                        place.path() + "?platform=" + URLEncoder.encode(it.getKey(), StandardCharsets.UTF_8),
                        it.getKey().equals(platforms.key()),
                        it.getValue().here().isPresent(),
                        it.getValue()
                                .here()
                                .flatMap(ImagePart.Here::totalSize)
                                .map(size -> Size.of(size, place.language()))))
                .toList();
    }

    private static Title title(Place place, ManifestDetails manifest, List<ImagePart> parts) {
        boolean tag = place.reference() instanceof Tag;
        Optional<Long> size = manifest.facts().kind() == ImageKind.INDEX
                ? sum(manifest, parts)
                : manifest.facts().totalSize();
        return new Title(
                tag ? place.reference().toString() : Brief.of(manifest.digest()),
                tag,
                place.path(),
                place.head().reference() + (tag ? ":" : "@") + place.reference(),
                manifest.digest().toString(),
                manifest.facts().kind(),
                manifest.facts().artifactType(),
                size.map(it -> Size.of(it, place.language())),
                Moment.of(manifest.pushedAt(), place.language()),
                manifest.pushedBy(),
                manifest.subject().map(place::digests));
    }

    private static Optional<Long> sum(ManifestDetails index, List<ImagePart> parts) {
        return Optional.of(index.size()
                + parts.stream()
                        .flatMap(it -> it.here().stream())
                        .flatMap(it -> it.totalSize().stream())
                        .mapToLong(it -> it)
                        .sum());
    }

    private Links links(
            Place place,
            Repository repository,
            ManifestDetails manifest,
            Optional<ManifestDetails> shown,
            Page<TagName> tags) {
        List<Digest> about = new ArrayList<>(List.of(manifest.digest()));
        shown.map(ManifestDetails::digest).filter(it -> !about.contains(it)).ifPresent(about::add);
        Page<Attachment> attached = images.attachments(repository, about, 0, ATTACHED);
        return new Links(
                attached.items().stream().map(it -> attached(place, it)).toList(),
                attached.more(),
                tags.items().stream()
                        .map(TagName::name)
                        .filter(it -> !it.equals(place.reference().toString()))
                        .toList(),
                tags.more(),
                images.parents(repository, manifest.digest(), PARENTS).items().stream()
                        .map(place::digests)
                        .toList());
    }

    private static Attached attached(Place place, Attachment attachment) {
        return new Attached(
                place.digests(attachment.digest()),
                AttachedKind.of(attachment),
                attachment.artifactType().orElse(attachment.mediaType()),
                Size.of(attachment.size(), place.language()),
                Moment.of(attachment.pushedAt(), place.language()));
    }

    /// Caches, charts and nested indexes; attestations stand with what they are about.
    private static List<Entry> others(Place place, List<ImagePart> parts) {
        return parts.stream()
                .filter(it -> !it.isImage() && it.describes().isEmpty())
                .map(it -> new Entry(
                        place.digests(it.digest()),
                        it.artifactType().orElse(it.mediaType()),
                        it.here().isPresent()))
                .toList();
    }
}
