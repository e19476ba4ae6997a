import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/// Bytes small enough to be held and compared: a layer, a config, or a manifest.
record Piece(byte[] bytes, String digest) {

    static final String MANIFEST = Data.MANIFEST_TYPE;
    static final String INDEX = "application/vnd.oci.image.index.v1+json";
    static final int HOT = 60;

    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    static Piece of(byte[] bytes) {
        return new Piece(bytes, Blob.digestOf(bytes));
    }

    static Piece of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// One of those that everybody pushes again and again.
    static Piece hot(int number) {
        return random(number);
    }

    static Piece fresh() {
        return random(NEXT.incrementAndGet());
    }

    static Piece config() {
        return of("{\"architecture\":\"amd64\",\"os\":\"linux\",\"n\":%d}".formatted(NEXT.incrementAndGet()));
    }

    private static Piece random(long seed) {
        var random = new Random(seed);
        var bytes = new byte[200 + random.nextInt(random.nextInt(8) == 0 ? 50_000 : 3_000)];
        random.nextBytes(bytes);
        return of(bytes);
    }

    static Piece manifest(Piece config, List<Piece> layers) {
        return of(Data.manifest(config.blob(), layers.stream().map(Piece::blob).toList()));
    }

    static Piece about(Piece config, Piece subject) {
        return of(
                "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"artifactType\":\"application/x.soak\",\"config\":%s,\"layers\":[],\"subject\":%s}"
                        .formatted(
                                MANIFEST,
                                config.descriptor("application/vnd.oci.image.config.v1+json"),
                                subject.descriptor(MANIFEST)));
    }

    static Piece index(List<Piece> children) {
        return of("{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s],\"annotations\":{\"n\":\"%d\"}}"
                .formatted(
                        INDEX,
                        children.stream()
                                .map(child -> child.descriptor(MANIFEST))
                                .collect(Collectors.joining(",")),
                        NEXT.incrementAndGet()));
    }

    private String descriptor(String type) {
        return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, bytes.length);
    }

    private Blob blob() {
        return new Blob(0, bytes.length, digest);
    }
}
