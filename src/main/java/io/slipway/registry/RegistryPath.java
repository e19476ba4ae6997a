package io.slipway.registry;

import io.slipway.access.Action;
import io.slipway.access.ChallengeException;
import io.slipway.oci.RepositoryName;
import java.util.Optional;

/// A path below `/v2/`, read from the right: names have any number of parts, and a part may be called `blobs`.
///
/// @param name      the repository, not yet checked; empty where the endpoint has none
/// @param reference the last part: a tag, a digest or an upload id
record RegistryPath(Endpoint endpoint, String name, String reference) {

    enum Endpoint {
        BASE("/v2/", "GET, HEAD"),
        CATALOG("/v2/_catalog", "GET, HEAD"),
        BLOB("/v2/{name}/blobs/{digest}", "GET, HEAD, DELETE"),
        MANIFEST("/v2/{name}/manifests/{reference}", "GET, HEAD, PUT, DELETE"),
        UPLOADS("/v2/{name}/blobs/uploads/", "POST"),
        UPLOAD("/v2/{name}/blobs/uploads/{upload}", "GET, HEAD, PATCH, PUT, DELETE"),
        TAGS("/v2/{name}/tags/list", "GET, HEAD"),
        REFERRERS("/v2/{name}/referrers/{digest}", "GET, HEAD");

        private final String pattern;
        private final String methods;

        Endpoint(String pattern, String methods) {
            this.pattern = pattern;
            this.methods = methods;
        }

        /// What all its paths have in common, for spans and metrics.
        String pattern() {
            return pattern;
        }

        /// As an `Allow` header.
        String methods() {
            return methods;
        }
    }

    private static final String ATTRIBUTE = RegistryPath.class.getName();
    private static final String PREFIX = "/v2/";
    private static final String UPLOADS = "/blobs/uploads";

    static Optional<RegistryPath> of(jakarta.servlet.http.HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof RegistryPath known) {
            return Optional.of(known);
        }
        // decoded once by the server and refused by the firewall if there is anything left to decode
        Optional<RegistryPath> path = parse(request.getServletPath());
        path.ifPresent(parsed -> request.setAttribute(ATTRIBUTE, parsed));
        return path;
    }

    static Optional<RegistryPath> parse(String path) {
        if (path.equals("/v2") || path.equals(PREFIX)) {
            return found(Endpoint.BASE, "", "");
        }
        if (path.equals("/v2/_catalog")) {
            return found(Endpoint.CATALOG, "", "");
        }
        if (!path.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return repositoryPath(path.substring(PREFIX.length()));
    }

    /// The scope to ask a token for, before this path is used with this method.
    ///
    /// @throws io.slipway.oci.OciException NAME_INVALID
    Optional<String> scope(String method) {
        return switch (endpoint) {
            case BASE -> Optional.empty();
            case CATALOG -> Optional.of("registry:catalog:*");
            case UPLOADS, UPLOAD -> Optional.of(scope(Action.PUSH));
            case TAGS, REFERRERS -> Optional.of(scope(Action.PULL));
            case BLOB, MANIFEST ->
                Optional.of(scope(
                        switch (method) {
                            case "PUT" -> Action.PUSH;
                            case "DELETE" -> Action.DELETE;
                            default -> Action.PULL;
                        }));
        };
    }

    private String scope(Action action) {
        return ChallengeException.scope(RepositoryName.parse(name), action);
    }

    private static Optional<RegistryPath> repositoryPath(String path) {
        if (path.endsWith("/tags/list")) {
            return found(Endpoint.TAGS, path.substring(0, path.length() - "/tags/list".length()), "");
        }
        if (path.endsWith(UPLOADS + "/") || path.endsWith(UPLOADS)) {
            return found(Endpoint.UPLOADS, path.substring(0, path.lastIndexOf(UPLOADS)), "");
        }
        int slash = path.lastIndexOf('/');
        if (slash <= 0) {
            return Optional.empty();
        }
        String parent = path.substring(0, slash);
        String reference = path.substring(slash + 1);
        if (parent.endsWith(UPLOADS)) {
            return found(Endpoint.UPLOAD, parent.substring(0, parent.length() - UPLOADS.length()), reference);
        }
        int kind = parent.lastIndexOf('/');
        if (kind <= 0) {
            return Optional.empty();
        }
        String name = parent.substring(0, kind);
        return switch (parent.substring(kind + 1)) {
            case "blobs" -> found(Endpoint.BLOB, name, reference);
            case "manifests" -> found(Endpoint.MANIFEST, name, reference);
            case "referrers" -> found(Endpoint.REFERRERS, name, reference);
            default -> Optional.empty();
        };
    }

    private static Optional<RegistryPath> found(Endpoint endpoint, String name, String reference) {
        return Optional.of(new RegistryPath(endpoint, name, reference));
    }
}
