import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/// Does what clients do, and remembers what it was promised. Its tags are its own; some others it shares with
/// everybody.
final class SoakWorker {

    static final int REPOSITORIES = 3;
    private static final int TAGS = 25;
    private static final long SECOND = 1_000_000_000L;

    /// @param parent the tag of an index that lists it; empty for none
    record Image(String repository, String tag, Piece manifest, List<Piece> pieces, boolean index) {}

    private record Deleted(Image image, long at) {}

    private final int number;
    private final boolean leases;
    private final SoakClient client;
    private final SoakTrash trash;
    private final Answers answers;
    private final Random random;
    private final List<Image> kept = new ArrayList<>();
    private final Deque<Deleted> gone = new ArrayDeque<>();
    private int actions;
    private int strict;
    private int next;

    /// @param leases whether blobs are promised for two seconds
    SoakWorker(int number, boolean leases, SoakClient client, SoakTrash trash) {
        this.number = number;
        this.leases = leases;
        this.client = client;
        this.trash = trash;
        answers = client.answers;
        random = client.random;
    }

    static String repository(int number) {
        return "admin/soak-" + number;
    }

    private String place() {
        return repository(random.nextInt(REPOSITORIES));
    }

    /// Manifests that were put within the time that was promised for their blobs.
    int strict() {
        return strict;
    }

    int actions() {
        return actions;
    }

    List<Image> kept() {
        return kept;
    }

    void run(BooleanSupplier over, Outages outages) throws InterruptedException {
        while (!over.getAsBoolean()) {
            try {
                act();
            } catch (IOException e) {
                outages.met(e);
            }
        }
    }

    private void act() throws IOException {
        actions++;
        int die = random.nextInt(100);
        if (die < 30) {
            push(place());
        } else if (die < 60) {
            pullKept();
        } else if (die < 66) {
            pullShared();
        } else if (die < 72) {
            shared();
        } else if (die < 76) {
            index();
        } else if (die < 80) {
            describe();
        } else if (die < 86) {
            deleteTag();
        } else if (die < 92) {
            deleteManifest();
        } else if (die < 94) {
            restore();
        } else if (die < 97) {
            trash.repository(client, number, this::image);
        } else {
            lists();
        }
    }

    private Image image(String repository, String tag) throws IOException {
        var config = random.nextInt(3) == 0 ? Piece.hot(Piece.HOT) : Piece.config();
        var layers = new ArrayList<Piece>();
        long promised = client.bring(repository, place(), config);
        for (int i = 0; i <= random.nextInt(3); i++) {
            var layer = random.nextInt(4) == 0 ? Piece.fresh() : Piece.hot(random.nextInt(Piece.HOT));
            layers.add(layer);
            promised = Math.min(promised, client.bring(repository, place(), layer));
        }
        var pieces = new ArrayList<>(layers);
        pieces.add(config);
        // its bytes are nobody else's: deleting it is up to who pushed it
        pieces.add(Piece.config());
        promised = Math.min(promised, client.bring(repository, place(), pieces.getLast()));
        layers.add(pieces.getLast());
        var image = new Image(repository, tag, Piece.manifest(config, layers), pieces, false);
        return put(image, promised) ? image : null;
    }

    private boolean put(Image image, long promised) throws IOException {
        var type = image.index() ? Piece.INDEX : Piece.MANIFEST;
        var path = SoakClient.manifest(
                image.repository(), image.tag().isEmpty() ? image.manifest().digest() : image.tag());
        kept.removeIf(
                one -> one.repository().equals(image.repository()) && one.tag().equals(image.tag()));
        var answer = client.send("PUT", "manifest", path, type, image.manifest().bytes());
        var inside = leases && System.nanoTime() < promised;
        strict += inside ? 1 : 0;
        if (inside && answer.status() != 201) {
            answers.broken("blobs stay for their lease", answer.status() + " " + answer.text());
        }
        answers.check(
                answer.status() == 201 || answer.status() == 404 || answer.status() == 400,
                "manifests are stored or miss a blob",
                answer.status() + " " + answer.text());
        return answer.status() == 201;
    }

    private void push(String repository) throws IOException {
        var image = image(repository, "w%d-%d".formatted(number, next++ % TAGS));
        if (image != null) {
            kept.add(image);
            if (random.nextInt(4) == 0) {
                pull(image, true);
            }
        }
    }

    /// A tag that everybody moves, or that a policy takes.
    private void shared() throws IOException {
        boolean old = random.nextBoolean();
        var image =
                image(old ? repository(2) : place(), old ? "old-" + random.nextInt(1_000) : "all-" + random.nextInt(4));
        if (image != null && old) {
            trash.retain(client);
        }
    }

    private void pullKept() throws IOException {
        if (!kept.isEmpty()) {
            pull(kept.get(random.nextInt(kept.size())), random.nextBoolean());
        }
    }

    /// All of an image that nobody else may touch.
    void pull(Image image, boolean byTag) throws IOException {
        var path = SoakClient.manifest(
                image.repository(), byTag ? image.tag() : image.manifest().digest());
        answers.check(client.whole("manifest", path, image.manifest()), "acknowledged images are whole", path);
        for (var piece : image.pieces()) {
            var kind = image.index() ? "manifest" : "blob";
            var part = image.index()
                    ? SoakClient.manifest(image.repository(), piece.digest())
                    : SoakClient.blob(image.repository(), piece.digest());
            answers.check(client.whole(kind, part, piece), "acknowledged images are whole", part + " of " + path);
        }
    }

    /// Somebody may delete it meanwhile; what it names stays for the trash's window of two seconds.
    private void pullShared() throws IOException {
        var repository = place();
        var start = System.nanoTime();
        var manifest = client.send("GET", "manifest", SoakClient.manifest(repository, "all-" + random.nextInt(4)));
        if (manifest.status() != 200) {
            answers.check(manifest.status() == 404, "tags are here or not", "" + manifest.status());
            return;
        }
        var digests = java.util.regex.Pattern.compile("sha256:[0-9a-f]{64}").matcher(manifest.text());
        while (digests.find()) {
            var blob = client.send("GET", "blob", SoakClient.blob(repository, digests.group()));
            var wrong = blob.status() != 200 || !Blob.digestOf(blob.start()).equals(digests.group());
            if (wrong && System.nanoTime() - start < SECOND) {
                answers.broken("what a tag names can be pulled", blob.status() + " " + digests.group());
            }
        }
    }

    private void index() throws IOException {
        if (kept.isEmpty()) {
            return;
        }
        var one = kept.get(random.nextInt(kept.size()));
        var children = kept.stream()
                .filter(image -> !image.index() && image.repository().equals(one.repository()))
                .limit(2)
                .map(Image::manifest)
                .toList();
        var image = new Image(
                one.repository(), "i%d-%d".formatted(number, random.nextInt(3)), Piece.index(children), children, true);
        if (!children.isEmpty() && put(image, Long.MAX_VALUE)) {
            kept.add(image);
            pull(image, true);
        }
    }

    private void describe() throws IOException {
        if (kept.isEmpty()) {
            return;
        }
        var one = kept.get(random.nextInt(kept.size()));
        var config = Piece.config();
        long promised = client.bring(one.repository(), place(), config);
        var about = new Image(one.repository(), "", Piece.about(config, one.manifest()), List.of(), false);
        if (put(about, promised)) {
            var answer = client.send(
                    "GET",
                    "referrers",
                    "/v2/" + one.repository() + "/referrers/" + one.manifest().digest());
            answers.check(
                    answer.status() == 200
                            && (answer.size() > answer.start().length
                                    || answer.text().contains(about.manifest().digest())),
                    "referrers are listed",
                    answer.status() + " " + about.manifest().digest());
        }
    }

    private void deleteTag() throws IOException {
        if (!kept.isEmpty()) {
            var image = kept.remove(random.nextInt(kept.size()));
            var answer = client.send("DELETE", "tag", SoakClient.manifest(image.repository(), image.tag()));
            answers.check(answer.status() == 202, "own tags can be deleted", answer.status() + " " + answer.text());
            var again = client.send("GET", "manifest", SoakClient.manifest(image.repository(), image.tag()));
            answers.check(again.status() == 404, "deleted tags are gone", "" + again.status());
        }
    }

    private void deleteManifest() throws IOException {
        if (kept.isEmpty()) {
            return;
        }
        var image = kept.remove(random.nextInt(kept.size()));
        var path = SoakClient.manifest(image.repository(), image.manifest().digest());
        var answer = client.send("DELETE", "manifest", path);
        if (answer.status() == 403) {
            kept.add(image);
            return;
        }
        answers.check(answer.status() == 202, "own manifests can be deleted", answer.status() + " " + answer.text());
        answers.check(client.send("GET", "manifest", path).status() == 404, "deleted manifests are gone", path);
        gone.add(new Deleted(image, System.nanoTime()));
        if (!image.index() && random.nextInt(4) == 0) {
            var blob =
                    SoakClient.blob(image.repository(), image.pieces().getLast().digest());
            int status = client.send("DELETE", "blob", blob).status();
            answers.check(status == 202 || status == 404, "own blobs can be deleted", status + " " + blob);
        }
    }

    private void restore() throws IOException {
        var deleted = gone.pollLast();
        gone.clear();
        if (deleted != null) {
            trash.restore(client, deleted.image(), System.nanoTime() - deleted.at() < SECOND, kept);
        }
    }

    private void lists() throws IOException {
        var tags = client.send("GET", "tags", "/v2/" + place() + "/tags/list?n=50");
        answers.check(tags.status() == 200, "tags are listed", "" + tags.status());
        var upload = client.send("POST", "upload", "/v2/" + place() + "/blobs/uploads/");
        if (upload.status() == 202) {
            client.send("PATCH", "upload", upload.location(), "application/octet-stream", new byte[1_000]);
            // some are left behind
            if (random.nextInt(20) > 0) {
                client.send("DELETE", "upload", upload.location());
            }
        }
    }
}
