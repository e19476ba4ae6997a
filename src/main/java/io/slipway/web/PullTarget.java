package io.slipway.web;

import io.slipway.content.ImageKind;
import io.slipway.content.TagSummary;
import java.util.Optional;

/// What a command shall take.
///
/// @param image with the registry's host
/// @param tag   empty where only the digest names it
/// @param plain the registry speaks plain http, which clients other than docker must be told
public record PullTarget(String image, Optional<String> tag, String digest, Kind kind, boolean plain) {

    private static final String HELM = "application/vnd.cncf.helm.config.v1+json";

    /// @param runs  it is an image, or several
    /// @param chart it is one of Helm's
    public record Kind(boolean runs, boolean chart) {

        public static Kind of(ImageKind kind, Optional<String> artifactType) {
            return new Kind(kind != ImageKind.ARTIFACT, artifactType.equals(Optional.of(HELM)));
        }
    }

    public static PullTarget of(String image, TagSummary tag, boolean plain) {
        return new PullTarget(
                image,
                Optional.of(tag.name()),
                tag.digest().toString(),
                Kind.of(tag.contents().kind(), tag.contents().artifactType()),
                plain);
    }

    String reference(boolean byDigest) {
        return tag.filter(_ -> !byDigest).map(it -> image + ":" + it).orElse(image + "@" + digest);
    }

    /// For what is written to a folder or file: the last part of the name.
    String folder() {
        return image.substring(image.lastIndexOf('/') + 1);
    }
}
