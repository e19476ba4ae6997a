package io.slipway.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// With what people take an image.
public enum PullTool {
    DOCKER("docker"),
    PODMAN("podman"),
    NERDCTL("nerdctl"),
    SKOPEO("skopeo"),
    FROM("Dockerfile FROM"),
    KUBERNETES("Kubernetes");

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

    /// A line that runs as it is.
    ///
    /// @param folder for what is written to a folder
    /// @param plain  the registry speaks plain http, which clients other than docker must be told
    String line(String reference, String folder, boolean plain) {
        return switch (this) {
            case DOCKER -> "docker pull " + reference;
            case PODMAN -> "podman pull " + (plain ? "--tls-verify=false " : "") + reference;
            case NERDCTL -> "nerdctl " + (plain ? "--insecure-registry " : "") + "pull " + reference;
            case SKOPEO ->
                "skopeo copy " + (plain ? "--src-tls-verify=false " : "") + "docker://" + reference + " oci:" + folder;
            case FROM -> "FROM " + reference;
            case KUBERNETES -> "image: " + reference;
        };
    }
}
