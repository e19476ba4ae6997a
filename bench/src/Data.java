import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// What both servers hold before the first measurement: an image, 10,000 tags on it, 5,000 repositories with it.
final class Data {

    static final String REPOSITORY = "admin/bench";
    static final String TAGGED = "admin/bench-tags";
    static final String SCOPE = "repository:" + REPOSITORY + ":pull,push";
    static final String[] SCOPES = {SCOPE, "repository:" + TAGGED + ":pull", "registry:catalog:*"};
    static final String MIDDLE = repository(2_500);
    static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

    private static final Blob CONFIG = Blob.ofSize(1500);
    private static final byte[] MANIFEST = manifest(CONFIG, List.of(CONFIG)).getBytes(StandardCharsets.UTF_8);
    static final String DIGEST = Blob.digestOf(MANIFEST);

    private final Server server;

    Data(Server server) {
        this.server = server;
    }

    static String manifest(Blob config, List<Blob> layers) {
        var descriptors = layers.stream()
                .map(layer -> descriptor("application/vnd.oci.image.layer.v1.tar", layer))
                .collect(Collectors.joining(","));
        return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
                .formatted(MANIFEST_TYPE, descriptor("application/vnd.oci.image.config.v1+json", config), descriptors);
    }

    private static String descriptor(String type, Blob blob) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, blob.digest(), blob.size());
    }

    private static String repository(int number) {
        return "admin/catalog-%05d".formatted(number);
    }

    void fill(int tags, int repositories) throws Exception {
        try (var http = new Http(server.port, false, server.basic())) {
            Scenario.pushBlob(http, REPOSITORY, CONFIG, false);
            tag(http, REPOSITORY, "latest");
            create(http, TAGGED);
            create(http, repository(0));
        }
        if (server.isSlipway) {
            inParallel(tags, (http, number) -> tag(http, TAGGED, "tag-%05d".formatted(number)));
            inParallel(repositories, (http, number) -> create(http, repository(number)));
        } else {
            copyFolders(tags, repositories);
        }
    }

    private void create(Http http, String repository) throws IOException {
        var mount = "/blobs/uploads/?from=%s&mount=%s".formatted(REPOSITORY, CONFIG.digest());
        http.send("POST", "/v2/" + repository + mount, "", new byte[0]).expect(201);
        tag(http, repository, "latest");
    }

    private void tag(Http http, String repository, String tag) throws IOException {
        http.send("PUT", "/v2/" + repository + "/manifests/" + tag, MANIFEST_TYPE, MANIFEST)
                .expect(201);
    }

    /// The reference keeps nothing but files: copies of a repository's folder are repositories, in a tenth of the time.
    private void copyFolders(int tags, int repositories) throws IOException {
        var root = server.folder.resolve("data/docker/registry/v2/repositories");
        var tag = root.resolve(TAGGED + "/_manifests/tags/latest");
        for (int number = 0; number < tags; number++) {
            copy(tag, tag.resolveSibling("tag-%05d".formatted(number)));
        }
        for (int number = 1; number < repositories; number++) {
            copy(root.resolve(repository(0)), root.resolve(repository(number)));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private interface Step {
        void run(Http http, int number) throws IOException;
    }

    private void inParallel(int count, Step step) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new java.util.ArrayList<Future<?>>();
            for (int worker = 0; worker < 8; worker++) {
                var first = worker;
                running.add(executor.submit(() -> {
                    try (var http = new Http(server.port, false, server.basic())) {
                        for (int number = first; number < count; number += 8) {
                            step.run(http, number);
                        }
                    }
                    return null;
                }));
            }
            for (var future : running) {
                future.get();
            }
        }
    }
}
