package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.content.ImageFacts;
import io.slipway.content.ImageKind;
import io.slipway.content.ImagePart;
import io.slipway.content.ManifestDetails;
import io.slipway.oci.Digest;
import io.slipway.oci.ImageConfig.Settings;
import io.slipway.oci.Platform;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A manifest as this API shows it.
///
/// @param kind      `image`, `index` or `artifact`
/// @param state     `waiting` until its config was read, then `read` or `failed`
/// @param failure   `too_large`, `invalid` or `unreadable`
/// @param size      of the manifest itself, in bytes
/// @param totalSize what a client downloads, in bytes; not of an index
/// @param tags      at most 100, the newest first
/// @param manifests what an index lists, platforms in fixed order
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record ManifestView(
        String digest,
        String mediaType,
        String kind,
        String state,
        Optional<String> failure,
        Optional<String> artifactType,
        long size,
        Optional<Long> totalSize,
        Instant pushedAt,
        String pushedBy,
        Optional<String> subject,
        Map<String, String> annotations,
        List<String> tags,
        List<String> platforms,
        Optional<Image> image,
        List<Part> manifests) {

    /// What a tag names.
    record Tagged(String name, Instant updatedAt, String updatedBy, ManifestView manifest) {}

    /// What an image's config says.
    ///
    /// @param cut long texts are not whole
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Image(
            String platform,
            Optional<Instant> created,
            Optional<String> author,
            List<String> entrypoint,
            List<String> command,
            List<String> environment,
            List<String> ports,
            List<String> volumes,
            Optional<String> user,
            Optional<String> workingDirectory,
            Optional<String> stopSignal,
            Map<String, String> labels,
            boolean cut) {}

    /// An entry of an index.
    ///
    /// @param describes the manifest of the same index that this is an attestation of
    /// @param present   whether it is in this repository
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Part(
            String digest,
            String mediaType,
            Optional<String> artifactType,
            long size,
            Optional<Long> totalSize,
            Optional<String> platform,
            Optional<String> osVersion,
            Optional<String> describes,
            boolean present) {}

    static ManifestView of(ManifestDetails manifest, List<ImagePart> parts, List<String> tags) {
        ImageFacts facts = manifest.facts();
        return new ManifestView(
                manifest.digest().toString(),
                manifest.mediaType(),
                facts.kind().name().toLowerCase(Locale.ROOT),
                facts.waiting() ? "waiting" : facts.failure().isPresent() ? "failed" : "read",
                facts.failure().map(it -> it.name().toLowerCase(Locale.ROOT)),
                facts.artifactType(),
                manifest.size(),
                facts.totalSize(),
                manifest.pushedAt(),
                manifest.pushedBy(),
                manifest.subject().map(Digest::toString),
                manifest.annotations(),
                tags,
                facts.platforms(),
                image(facts),
                parts.stream().map(ManifestView::part).toList());
    }

    private static Optional<Image> image(ImageFacts facts) {
        if (facts.kind() != ImageKind.IMAGE
                || facts.waiting()
                || facts.failure().isPresent()) {
            return Optional.empty();
        }
        Settings settings = facts.settings();
        return Optional.of(new Image(
                facts.platform().map(Platform::toString).orElse(""),
                facts.created(),
                facts.author(),
                settings.entrypoint(),
                settings.command(),
                settings.environment(),
                settings.ports(),
                settings.volumes(),
                settings.user(),
                settings.workingDirectory(),
                settings.stopSignal(),
                facts.labels(),
                facts.cut()));
    }

    private static Part part(ImagePart part) {
        return new Part(
                part.digest().toString(),
                part.mediaType(),
                part.artifactType(),
                part.size(),
                part.here().flatMap(ImagePart.Here::totalSize),
                part.platform().map(Platform::toString),
                part.platform().flatMap(Platform::osVersion),
                part.describes().map(Digest::toString),
                part.here().isPresent());
    }
}
