package io.slipway.web.images;

import io.slipway.content.ImageKind;
import io.slipway.content.ManifestDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Lines that run as they are.
///
/// @param image    with the registry's host
/// @param tag      that the page is of, or else one that names the same
/// @param platform to pull, where there is a choice
record Commands(String image, Optional<String> tag, String platform) {

    /// A platform is what somebody wrote into an index: here it becomes part of a shell's line.
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9/._-]{0,99}");

    private static final String HELM = "application/vnd.cncf.helm.config.v1+json";

    List<String> of(ManifestDetails manifest) {
        String byDigest = image + "@" + manifest.digest();
        Optional<String> byTag = tag.map(it -> image + ":" + it);
        List<String> lines = new ArrayList<>();
        if (manifest.facts().kind() == ImageKind.ARTIFACT) {
            if (manifest.facts().artifactType().equals(Optional.of(HELM))) {
                tag.ifPresent(it -> lines.add("helm pull oci://" + image + " --version " + it.replace('_', '+')));
            }
            byTag.ifPresent(it -> lines.add("oras pull " + it));
            lines.add("oras pull " + byDigest);
        } else {
            byTag.ifPresent(it -> lines.add("docker pull " + it));
            lines.add("docker pull " + byDigest);
            if (PLAIN.matcher(platform).matches()) {
                lines.add("docker pull --platform " + platform + " " + byTag.orElse(byDigest));
            }
            lines.add("FROM " + byTag.map(it -> it + "@" + manifest.digest()).orElse(byDigest));
        }
        return lines;
    }
}
