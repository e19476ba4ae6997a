import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A row of the table: what is done, how often at most, and in which unit it is told.
/// `megabytes` is the size of one unit of work, 0 for requests that carry no weight.
record Scenario(String name, int workers, double megabytes, Preparation preparation) {

    private static final String REPOSITORY = "/v2/" + Data.REPOSITORY;

    interface Preparation {
        /// Runs before the clock starts; the task is what is measured.
        Load.Task prepare(Server server) throws Exception;
    }

    static List<Scenario> all(int bigBlobs, double slice) {
        var rows = new ArrayList<Scenario>();
        rows.add(new Scenario("push 256 MiB, one PUT", 1, 256, _ -> push(256 << 20, bigBlobs, false)));
        rows.add(new Scenario("push 256 MiB, PATCH in chunks", 1, 256, _ -> push(256 << 20, bigBlobs, true)));
        rows.add(new Scenario("pull 256 MiB", 1, 256, server -> pull(server, 256 << 20, 3 * bigBlobs)));
        for (var size : List.of(1024, 64)) {
            var name = size == 1024 ? "1 MiB" : "64 KiB";
            var megabytes = size / 1024.0;
            // more than a fast server can take in the time
            var blobs = (int) (slice * (size == 1024 ? 800 : 2500));
            rows.add(new Scenario("push " + name + ", one PUT", 8, megabytes, _ -> push(size << 10, blobs, false)));
            rows.add(new Scenario(
                    "push " + name + ", PATCH in chunks", 8, megabytes, _ -> push(size << 10, blobs, true)));
            rows.add(new Scenario("pull " + name, 8, megabytes, server -> pull(server, size << 10, Integer.MAX_VALUE)));
        }
        rows.add(new Scenario("push images of 4 × 4 MiB, 32 at once", 32, 16, _ -> pushImages()));
        for (var method : List.of("GET", "HEAD")) {
            rows.add(request(method + " manifest by tag", 16, method, REPOSITORY + "/manifests/latest"));
            rows.add(request(method + " manifest by digest", 16, method, REPOSITORY + "/manifests/" + Data.DIGEST));
        }
        rows.add(request("tags/list of 10,000, whole", 1, "GET", "/v2/" + Data.TAGGED + "/tags/list"));
        rows.add(request("tags/list of 10,000, n=100", 1, "GET", "/v2/" + Data.TAGGED + "/tags/list?n=100"));
        rows.add(request("_catalog of 5,000, n=100, first", 1, "GET", "/v2/_catalog?n=100"));
        rows.add(request("_catalog of 5,000, n=100, middle", 1, "GET", "/v2/_catalog?n=100&last=" + Data.MIDDLE));
        return rows;
    }

    private static Scenario request(String name, int workers, String method, String path) {
        return new Scenario(name, workers, 0, _ -> http -> {
            http.send(method, path, "", new byte[0]).expect(200);
            return true;
        });
    }

    static Load.Task push(long size, int count, boolean chunked) {
        Queue<Blob> blobs = new ConcurrentLinkedQueue<>();
        for (int blob = 0; blob < count; blob++) {
            blobs.add(Blob.ofSize(size));
        }
        return http -> {
            var blob = blobs.poll();
            if (blob != null) {
                pushBlob(http, Data.REPOSITORY, blob, chunked);
            }
            return blob != null;
        };
    }

    static void pushBlob(Http http, String repository, Blob blob, boolean chunked) throws java.io.IOException {
        var none = new byte[0];
        var location = http.send("POST", "/v2/" + repository + "/blobs/uploads/", "", none)
                .expect(202)
                .location();
        if (chunked) {
            location = http.send("PATCH", location, blob, true).expect(202).location();
        }
        var target = location + (location.contains("?") ? "&" : "?") + "digest="
                + blob.digest().replace(":", "%3A");
        (chunked ? http.send("PUT", target, "", none) : http.send("PUT", target, blob, false)).expect(201);
    }

    static Load.Task pull(Server server, long size, int times) throws Exception {
        var blobs = new ArrayList<Blob>();
        try (var http = new Http(server.port, true, server.bearer(Data.SCOPE))) {
            for (int blob = 0; blob < (size > 1 << 24 ? 1 : 8); blob++) {
                blobs.add(Blob.ofSize(size));
                pushBlob(http, Data.REPOSITORY, blobs.getLast(), false);
            }
        }
        var next = new AtomicInteger();
        return http -> {
            var number = next.getAndIncrement();
            if (number >= times) {
                return false;
            }
            var answer = http.get(REPOSITORY + "/blobs/"
                            + blobs.get(number % blobs.size()).digest())
                    .expect(200);
            if (answer.size() != size) {
                throw new IllegalStateException("Got %d of %d bytes".formatted(answer.size(), size));
            }
            return true;
        };
    }

    /// As docker does it, but one layer after the other: the parallel part is the 32 images.
    private static Load.Task pushImages() {
        Queue<List<Blob>> images = new ConcurrentLinkedQueue<>();
        for (int image = 0; image < 32; image++) {
            images.add(List.of(layer(), layer(), layer(), layer(), Blob.ofSize(1500)));
        }
        return http -> {
            var blobs = images.poll();
            if (blobs == null) {
                return false;
            }
            for (var blob : blobs) {
                http.head(REPOSITORY + "/blobs/" + blob.digest()).expect(404);
                pushBlob(http, Data.REPOSITORY, blob, true);
                http.head(REPOSITORY + "/blobs/" + blob.digest()).expect(200);
            }
            var manifest = Data.manifest(blobs.getLast(), blobs.subList(0, 4)).getBytes(StandardCharsets.UTF_8);
            var tag = "image-" + blobs.getLast().id();
            http.send("PUT", REPOSITORY + "/manifests/" + tag, Data.MANIFEST_TYPE, manifest)
                    .expect(201);
            return true;
        };
    }

    private static Blob layer() {
        return Blob.ofSize(4 << 20);
    }
}
