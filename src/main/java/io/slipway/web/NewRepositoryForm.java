package io.slipway.web;

import io.slipway.content.Visibility;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.Map;
import java.util.Optional;

/// What somebody typed who makes a repository.
public record NewRepositoryForm(String namespace, String name, boolean open, String description) {

    static NewRepositoryForm of(Map<String, String> form) {
        return new NewRepositoryForm(
                form.getOrDefault("namespace", "").strip(),
                form.getOrDefault("name", "").strip(),
                "public".equals(form.get("visibility")),
                form.getOrDefault("description", ""));
    }

    Visibility visibility() {
        return open ? Visibility.PUBLIC : Visibility.PRIVATE;
    }

    Optional<RepositoryName> whole() {
        return parse(namespace + "/" + name);
    }

    /// Any repository of the namespace.
    Optional<RepositoryName> any() {
        return parse(namespace + "/new");
    }

    private static Optional<RepositoryName> parse(String name) {
        try {
            return Optional.of(RepositoryName.parse(name));
        } catch (OciException _) {
            return Optional.empty();
        }
    }
}
