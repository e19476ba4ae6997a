package io.slipway.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// With what people take an image, a chart or any other thing.
public enum PullTool {
    DOCKER("docker"),
    PODMAN("podman"),
    NERDCTL("nerdctl"),
    SKOPEO("skopeo"),
    CRANE("crane"),
    FROM("Dockerfile FROM"),
    KUBERNETES("Kubernetes"),
    COMPOSE("Compose"),
    HELM("Helm"),
    ORAS("ORAS");

    private final String title;

    PullTool(String title) {
        this.title = title;
    }

    /// Its name, the same in every language.
    public String title() {
        return title;
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<PullTool> find(String id) {
        return Arrays.stream(values()).filter(tool -> tool.id().equals(id)).findFirst();
    }

    static List<PullTool> of(PullTarget.Kind kind) {
        return Arrays.stream(values()).filter(tool -> tool.takes(kind)).toList();
    }

    boolean takes(PullTarget.Kind kind) {
        return switch (this) {
            case DOCKER, PODMAN, NERDCTL, SKOPEO, CRANE, FROM, KUBERNETES, COMPOSE -> kind.runs();
            case HELM -> kind.chart();
            case ORAS -> true;
        };
    }

    /// Whether its line can ask for a platform.
    boolean choosesPlatform() {
        return switch (this) {
            case DOCKER, PODMAN, NERDCTL, CRANE, FROM -> true;
            case SKOPEO, KUBERNETES, COMPOSE, HELM, ORAS -> false;
        };
    }

    /// A line that runs as it is.
    ///
    /// @param platform empty for the client's own
    String line(PullTarget target, boolean byDigest, String platform) {
        String reference = target.reference(byDigest);
        String only = platform.isEmpty() ? "" : "--platform " + platform + " ";
        return switch (this) {
            case DOCKER -> "docker pull " + only + reference;
            case PODMAN -> "podman pull " + when(target.plain(), "--tls-verify=false ") + only + reference;
            case NERDCTL -> "nerdctl " + when(target.plain(), "--insecure-registry ") + "pull " + only + reference;
            case SKOPEO ->
                "skopeo copy " + when(target.plain(), "--src-tls-verify=false ") + "docker://" + reference + " oci:"
                        + folder(target, byDigest);
            case CRANE ->
                "crane pull " + when(target.plain(), "--insecure ") + only + reference + " " + target.folder() + ".tar";
            case FROM -> "FROM " + when(!platform.isEmpty(), "--platform=" + platform + " ") + reference;
            case KUBERNETES, COMPOSE -> "image: " + reference;
            case HELM -> "helm pull " + when(target.plain(), "--plain-http ") + "oci://" + chart(target, byDigest);
            case ORAS -> oras(target, byDigest);
        };
    }

    /// Helm knows a tag by its version: it has `_` for `+`, which tags cannot have.
    private static String chart(PullTarget target, boolean byDigest) {
        return target.tag()
                .filter(_ -> !byDigest)
                .map(tag -> target.image() + " --version " + tag.replace('_', '+'))
                .orElse(target.reference(true));
    }

    /// Layers of images are no files that could be pulled into a folder.
    private static String oras(PullTarget target, boolean byDigest) {
        String reference = target.reference(byDigest);
        return target.kind().runs()
                ? "oras copy " + when(target.plain(), "--from-plain-http ") + reference + " --to-oci-layout "
                        + folder(target, byDigest)
                : "oras pull " + when(target.plain(), "--plain-http ") + reference;
    }

    private static String folder(PullTarget target, boolean byDigest) {
        return target.folder()
                + target.tag().filter(_ -> !byDigest).map(it -> ":" + it).orElse("");
    }

    private static String when(boolean condition, String text) {
        return condition ? text : "";
    }
}
