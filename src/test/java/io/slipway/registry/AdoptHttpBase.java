package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static io.slipway.registry.ManifestBuilder.anIndex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.gc.GarbageCollector;
import io.slipway.oci.Digest;
import io.slipway.oci.RepositoryName;
import io.slipway.work.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;

/// What another registry stored is taken over beside a running program, in whichever store it lies. Each test
/// has namespaces of its own.
@TestPropertySource(
        properties = {
            "slipway.admin.password=" + RegistryHttpBase.PASSWORD,
            "slipway.scrub.enabled=false",
            "slipway.gc.enabled=false",
            "slipway.gc.grace=1h",
            "slipway.gc.sweep-delay=1h",
            "slipway.trash.window=1d"
        })
@TestMethodOrder(MethodOrderer.MethodName.class)
abstract class AdoptHttpBase extends RegistryHttpBase {

    @Autowired
    @Qualifier("adoptCommand")
    Command adopt;

    @Autowired
    @Qualifier("fsckCommand")
    Command fsck;

    @Autowired
    GarbageCollector collector;

    private record Answer(int code, String text) {}

    private String space;
    private FoundTree tree;

    /// Puts these files into the store, beside what is there.
    abstract void store(FoundTree files) throws IOException;

    abstract boolean isStored(String path);

    @BeforeEach
    void begin() {
        space = freshName("adopted").replace('/', '-');
        tree = new FoundTree(space);
    }

    @Test
    void takesImagesOverWithoutCopyingAByte() throws IOException {
        String app = space + "/team/app";
        byte[] layer = bytes("first layer");
        byte[] first = tree.image(app, layer, "1.0", "latest");
        byte[] second = tree.image(app, bytes("second layer"));
        byte[] index = anIndex().withChild(first).withChild(second).bytes();
        tree.manifest(app, index, "multi");
        byte[] bare = "{\"schemaVersion\":2,\"manifests\":[]}".getBytes(UTF_8);
        tree.manifest(app, bare, "bare");
        byte[] shared = tree.image(space + "/other", layer, "1");
        Digest unused = tree.blob(bytes("of nobody"));
        store(tree);

        String only = "--only=" + space + "/*";

        Answer wish = adopt(only, "--dry-run");
        assertThat(wish.text()).contains("Would take 5 manifests, 5 tags, and 3 blobs", "looked at 2 repositories");
        assertThat(wish.code()).isZero();
        assertThat(stored(layer)).isZero();
        assertThat(repositories.find(new RepositoryName(app))).isEmpty();

        Answer taken = adopt(only);

        assertThat(taken.text()).contains("Took 5 manifests, 5 tags, and 3 blobs");
        assertThat(taken.code()).isZero();
        RegistryClient client = admin();
        for (String tag : List.of("1.0", "latest")) {
            assertThat(pull(client, app, tag).body()).isEqualTo(first);
        }
        assertThat(pull(client, app, ManifestBuilder.digest(second)).body()).isEqualTo(second);
        Reply pulled = pull(client, app, "multi");
        assertThat(pulled.body()).isEqualTo(index);
        assertThat(pulled.header("Content-Type")).contains(ManifestBuilder.INDEX);
        assertThat(pull(client, app, "bare").header("Content-Type")).contains(ManifestBuilder.INDEX);
        assertThat(pull(client, space + "/other", "1").body()).isEqualTo(shared);
        assertThat(blob(client, app, layer).body()).isEqualTo(layer);
        assertThat(blob(client, app, tree.config()).body()).isEqualTo(tree.config());
        assertThat(stored(layer)).isEqualTo(1);
        assertThat(anonymous()
                        .asking("repository:" + app + ":pull")
                        .get("/v2/" + app + "/manifests/1.0")
                        .status())
                .as("private")
                .isEqualTo(404);
        assertThat(isStored(FoundTree.data(unused))).isTrue();
        assertClean();

        Answer again = adopt(only);
        assertThat(again.text()).contains("Took 0 manifests, 0 tags, and 0 blobs", "5 manifests were here before");
        assertThat(adopt("--dry-run").text()).contains("are no part of these images, and stay where they are");
        assertThat(again.code()).isZero();
    }

    @Test
    void saysWhatItCannotTakeAndTakesTheRest() throws IOException {
        String app = space + "/app";
        byte[] fine = tree.image(app, bytes("fine"), "fine");
        byte[] wrong = bytes("wrong");
        tree.image(app, wrong, "wrong");
        tree.files().put(FoundTree.data(ManifestBuilder.digest(wrong)), bytes("wrung"));
        byte[] lost = bytes("lost");
        byte[] holed = tree.image(app, lost, "lost");
        tree.files().remove(FoundTree.data(ManifestBuilder.digest(lost)));
        byte[] elsewhere = bytes("elsewhere");
        tree.blob(elsewhere);
        tree.manifest(
                app, aManifest().withConfig(tree.config()).withLayer(elsewhere).bytes(), "unlinked");
        tree.manifest(app, "{\"schemaVersion\":1,\"fsLayers\":[]}".getBytes(UTF_8), "old");
        tree.tag(app, "dangling", bytes("a manifest that was deleted"));
        tree.manifest(app, new byte[5 << 20], "huge");
        byte[] index = anIndex().withChild(fine).withChild(holed).bytes();
        tree.manifest(app, index, "partial");
        tree.image(space, bytes("one part"), "1");
        tree.image("library/nginx", bytes("reserved"), "1");
        tree.image(space + "__x/app", bytes("two lines"), "1");
        store(tree);
        List<String> reasons = List.of(
                app + "@" + ManifestBuilder.digest(holed) + " (lost): there are no bytes of "
                        + ManifestBuilder.digest(lost),
                "(wrong): the bytes of " + ManifestBuilder.digest(wrong) + " have the digest",
                "(unlinked): its blob " + ManifestBuilder.digest(elsewhere) + " is not linked in the repository",
                "(old): Docker's manifest schema 1 is not accepted",
                "(dangling): the repository does not have this manifest",
                "(huge): it has 5242880 bytes",
                space + ": the name has one part only; --namespace",
                "library/nginx: library can be no namespace",
                space + "__x/app: ");
        String[] options = {"--only", space + "*", "--only=library/*"};

        Answer wish = adopt("--dry-run", options[0], options[1], options[2]);
        assertThat(wish.text())
                .contains("Would take 2 manifests, 2 tags, and 2 blobs")
                .contains(reasons);
        Answer taken = adopt(options);

        assertThat(taken.text())
                .contains("Took 2 manifests, 2 tags, and 2 blobs")
                .contains(reasons);
        assertThat(taken.code()).isEqualTo(1);
        assertThat(pull(admin(), app, "fine").body()).isEqualTo(fine);
        assertThat(pull(admin(), app, "partial").body()).isEqualTo(index);
        assertClean();

        String home = space + "-home";
        Answer more = adopt(options[0], options[1], options[2], "--namespace", home, "--public");
        assertThat(more.text()).contains("Took 3 manifests, 3 tags, and 3 blobs");
        for (String found : List.of(space, "library/nginx", space + "__x/app")) {
            assertThat(pull(anonymous(), home + "/" + found, "1").status()).isEqualTo(200);
        }
    }

    @Test
    void givesBytesBackWhereTheyLieWhenTheirImageIsDeleted() throws IOException {
        String app = space + "/app";
        byte[] gone = bytes("gone");
        byte[] kept = bytes("kept");
        byte[] first = tree.image(app, gone, "gone");
        tree.image(app, kept, "kept");
        store(tree);
        adopt("--only", space + "/*");
        RepositoryClient repository = RepositoryClient.of(admin(), app);
        Digest digest = ManifestBuilder.digest(first);

        assertThat(repository.client().delete(repository.manifest(digest)).status())
                .isEqualTo(202);
        Answer again = adopt("--only", space + "/*");
        assertThat(again.text()).contains("Took 0 manifests", "1 manifests were here before", "stay as they were");
        assertThat(again.code()).isZero();
        Collecting collecting = new Collecting(jdbc, collector);
        for (int i = 0; i < 4; i++) {
            collecting.pass("8 days");
            collecting.run();
        }

        assertThat(isStored(FoundTree.data(ManifestBuilder.digest(gone)))).isFalse();
        assertThat(isStored(FoundTree.data(digest)))
                .as("the other registry's own file")
                .isTrue();
        assertThat(pull(admin(), app, "kept").status()).isEqualTo(200);
        assertThat(blob(admin(), app, kept).body()).isEqualTo(kept);
        assertClean();
    }

    @Test
    void neverTakesBytesThatAreBeingDeleted() throws IOException {
        String app = space + "/app";
        byte[] layer = bytes("doomed");
        byte[] image = tree.image(app, layer);
        store(tree);
        adopt("--only", space + "/*");
        RepositoryClient repository = RepositoryClient.of(admin(), app);
        repository.client().delete(repository.manifest(ManifestBuilder.digest(image)));
        Collecting collecting = new Collecting(jdbc, collector);
        String path = FoundTree.data(ManifestBuilder.digest(layer));
        for (int i = 0; i < 4 && stored(layer) > 0; i++) {
            collecting.pass("8 days");
            collecting.run();
        }
        assertThat(isStored(path)).as("the sweep comes later").isTrue();

        Answer doomed = adopt("--only", space + "/*");
        assertThat(doomed.text()).contains("Took 0 manifests", "are being deleted");
        assertThat(doomed.code()).isEqualTo(1);
        assertThat(stored(layer)).isZero();

        collecting.pass("8 days");
        collecting.run();
        assertThat(isStored(path)).isFalse();
        assertThat(adopt("--only", space + "/*").text()).contains("there are no bytes of");
        assertClean();
    }

    @Test
    void takesWhatCameSinceAndLeavesWhatWasChangedHere() throws IOException {
        String app = space + "/app";
        tree.image(app, bytes("old a"), "a");
        tree.image(app, bytes("old b"), "b");
        tree.image(app, bytes("old c"), "c");
        store(tree);
        adopt("--only", space + "/*");
        RepositoryClient repository = RepositoryClient.of(admin(), app);
        byte[] own = repository.pushImage("b", bytes("own b")).bytes();
        repository.client().delete(repository.manifest("c"));

        byte[] moved = tree.image(app, bytes("new a"), "a");
        tree.image(app, bytes("new b"), "b");
        tree.image(app, bytes("new c"), "c");
        store(tree);
        Answer answer = adopt("--only", space + "/*");

        assertThat(answer.text()).contains("Took 1 manifests, 1 tags, and 1 blobs");
        assertThat(pull(admin(), app, "a").body()).isEqualTo(moved);
        assertThat(pull(admin(), app, "b").body()).isEqualTo(own);
        assertThat(pull(admin(), app, "c").status()).isEqualTo(404);
    }

    @Test
    void leavesOutWhatNoTagReachesWhereThatIsAsked() throws IOException {
        String app = space + "/app";
        byte[] child = tree.image(app, bytes("child"));
        byte[] old = tree.image(app, bytes("old"));
        tree.manifest(app, anIndex().withChild(child).bytes(), "multi");
        store(tree);

        assertThat(adopt("--tagged", "--only", space + "/*").text()).contains("Took 2 manifests, 1 tags");

        assertThat(pull(admin(), app, ManifestBuilder.digest(child)).status()).isEqualTo(200);
        assertThat(pull(admin(), app, ManifestBuilder.digest(old)).status()).isEqualTo(404);
    }

    @Test
    void asksWhatTheOwnerMayDo() throws IOException {
        person("ada");
        person("bob");
        tree.image("bob/app", bytes(space), "1");
        tree.image(space + "/app", bytes(space), "1");
        store(tree);
        String[] only = {"--only=bob/*", "--only=" + space + "/*"};

        Answer answer = adopt("--owner", "ada", only[0], only[1]);

        assertThat(answer.text()).contains("bob/app: ada may not make repositories in bob", "Took 1 manifests");
        assertThat(answer.code()).isEqualTo(1);
        assertThat(pull(person("ada"), space + "/app", "1").status()).isEqualTo(200);
        assertThat(pull(person("bob"), space + "/app", "1").status()).isEqualTo(404);
        assertThat(adopt("--owner=nobody", only[0]).text()).contains("There is no user nobody");
    }

    @Test
    void keepsTheBytesThatItHasAndHealsThoseThatItLost() throws IOException {
        String app = space + "/app";
        byte[] pushed = bytes("pushed before");
        byte[] broken = bytes("broken before");
        RepositoryClient.of(admin(), "admin/" + space).push(pushed);
        RepositoryClient.of(admin(), "admin/" + space).push(broken);
        jdbc.sql("UPDATE content.blob SET damaged_at = now() WHERE digest = ?")
                .param(ManifestBuilder.digest(broken).toBytes())
                .update();
        tree.image(app, pushed, "1");
        tree.image(app, broken, "2");
        store(tree);

        assertThat(adopt("--only", space + "/*").text()).contains("Took 2 manifests, 2 tags");

        assertThat(stored(pushed)).isZero();
        assertThat(blob(admin(), app, pushed).body()).isEqualTo(pushed);
        assertThat(blob(admin(), app, broken).body()).isEqualTo(broken);
    }

    @Test
    void refusesOptionsThatItDoesNotKnow() {
        for (String[] options : new String[][] {
            {"--dryrun"}, {"--only"}, {"--owner", "--public"}, {"--public=yes"}, {"x"}, {"--namespace="}
        }) {
            Answer answer = adopt(options);
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.text()).startsWith("adopt [--dry-run]");
        }
    }

    private Answer adopt(String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);
        try {
            int code = adopt.run(List.of(options), print);
            return new Answer(code, out.toString(UTF_8));
        } catch (RuntimeException refused) {
            return new Answer(2, out.toString(UTF_8) + refused.getMessage());
        }
    }

    private void assertClean() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = fsck.run(List.of("--deep"), new PrintStream(out, true, UTF_8));
        assertThat(out.toString(UTF_8)).contains("Nothing is wrong.");
        assertThat(code).isZero();
    }

    private RegistryClient admin() {
        return anonymous().basic("admin", PASSWORD);
    }

    private static Reply pull(RegistryClient client, String repository, Object reference) {
        RepositoryClient pulling =
                new RepositoryClient(client.asking("repository:" + repository + ":pull"), repository);
        return pulling.client().get(pulling.manifest(reference));
    }

    private static Reply blob(RegistryClient client, String repository, byte[] bytes) {
        RepositoryClient pulling =
                new RepositoryClient(client.asking("repository:" + repository + ":pull"), repository);
        return pulling.client().get(pulling.blob(ManifestBuilder.digest(bytes)));
    }

    private byte[] bytes(String text) {
        return (text + " of " + space).getBytes(UTF_8);
    }

    /// How many blobs lie where the other registry put these bytes.
    private long stored(byte[] bytes) {
        return jdbc.sql("SELECT count(*) FROM content.blob WHERE storage_key = ?")
                .param(FoundTree.data(ManifestBuilder.digest(bytes)))
                .query(Long.class)
                .single();
    }
}
