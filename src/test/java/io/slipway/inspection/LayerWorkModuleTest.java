package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.inspection.LayerState.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LayerWorkModuleTest extends SharedLayers {

    @Test
    void readsALayerOnceForAll() {
        Layer layer = push(tar().file("a/b", "1").gzip());

        ImageFiles first = look(layer);
        assertThat(first.ready()).isFalse();
        ImageFiles image = read(layer);
        assertThat(image.layers().getFirst().entries()).isEqualTo(2);
        assertThat(list(image, "")).containsExactly("a");
        assertThat(list(image, "a")).containsExactly("b");

        int attempts = attempts(layer.digest());
        assertThat(look(layer, layer).ready()).isTrue();
        assertThat(attempts(layer.digest())).isEqualTo(attempts).isEqualTo(1);
    }

    @Test
    void mergesLayers() {
        ImageFiles image = read(
                push(tar().file("etc/a", "1")
                        .file("etc/b", "1")
                        .file("gone/x", "1")
                        .file("var/old/y", "1")
                        .directory("was")
                        .file("was/in", "1")
                        .gzip()),
                push(tar().file("etc/a", "22")
                        .file("etc/.wh.b", "")
                        .file(".wh.gone", "")
                        .file("var/.wh..wh..opq", "")
                        .file("var/new", "1")
                        .file("was", "now a file")
                        .zstd()),
                push(tar().file("gone/again", "1").directory("etc").bytes()));

        assertThat(list(image, "")).containsExactly("etc", "gone", "var", "was");
        assertThat(list(image, "etc")).containsExactly("a");
        assertThat(list(image, "gone")).containsExactly("again");
        assertThat(list(image, "var")).containsExactly("new");
        assertThat(files.merged(image, "was", FilePosition.START, 10)).isEmpty();
        assertThat(files.merged(image, "was/in", FilePosition.START, 10)).isEmpty();
        assertThat(files.merged(image, "nowhere", FilePosition.START, 10)).isEmpty();
        assertThat(files.merged(image, "../etc", FilePosition.START, 10)).isEmpty();
        ListedFile a = files.merged(image, "/etc/", FilePosition.START, 10)
                .orElseThrow()
                .items()
                .getFirst();
        assertThat(a.place()).isEqualTo(1);
        assertThat(a.size()).isEqualTo(2);
    }

    @Test
    void tellsWhatALayerChanges() {
        ImageFiles image = read(
                push(tar().directory("etc")
                        .file("etc/a", "1")
                        .file("etc/b", "1")
                        .file("x/y", "1")
                        .gzip()),
                push(tar().directory("etc")
                        .file("etc/a", "22")
                        .file("etc/.wh.b", "")
                        .file("etc/c", "1")
                        .file("x/.wh..wh..opq", "")
                        .gzip()),
                push(tar().file("etc/b", "back").file("x/y", "back").gzip()));

        assertThat(changes(image, 0, "etc")).containsExactly("a ADDED", "b ADDED");
        assertThat(changes(image, 1, "etc")).containsExactly("a CHANGED", "b REMOVED", "c ADDED");
        assertThat(changes(image, 1, "")).containsExactly("etc UNCHANGED", "x CHANGED");
        assertThat(changes(image, 2, "etc")).containsExactly("b ADDED");
        assertThat(changes(image, 2, "x")).containsExactly("y ADDED");
    }

    @Test
    @Tag("C15")
    void listsWhatLiesBelowALinkNowhere() {
        ImageFiles image = read(
                push(tar().file("link/real", "1").gzip()),
                push(tar().symlink("link", "/etc").file("link/passwd", "x").gzip()));

        assertThat(list(image, "")).containsExactly("link");
        assertThat(files.merged(image, "link", FilePosition.START, 10)).isEmpty();
    }

    @Test
    @Tag("C15")
    void writesNothingOutside() throws Exception {
        List<Path> before = temporary();

        ImageFiles image = read(push(tar().file("../../../../tmp/slipway-c15", "x")
                .file("/tmp/slipway-c15", "x")
                .symlink("escape", "/tmp")
                .file("escape/slipway-c15", "x")
                .hardlink("hard", "../../../tmp/slipway-c15")
                .header("nul", '3', 0, "")
                .gzip()));

        assertThat(image.layers().getFirst().refused()).isEqualTo(2);
        assertThat(temporary()).isEqualTo(before);
        assertThat(Path.of("/tmp/slipway-c15")).doesNotExist();
    }

    @Test
    @Tag("C15")
    void saysWhyALayerIsNotListed() {
        Layer bad = push(
                "no archive at all, but long enough to be looked at".repeat(40).getBytes());
        Layer good = push(tar().file("fine", "1").gzip());

        ImageFiles image = read(bad, good, encrypted());

        assertThat(image.layers())
                .extracting(it -> it.failure().orElse(null))
                .containsExactly(LayerFailure.INVALID, null, LayerFailure.NO_FILES);
        assertThat(list(image, "")).containsExactly("fine");
    }

    @Test
    void keepsTheLastOfEqualNames() {
        StringBuilder text = new StringBuilder();
        TarBuilder archive = tar().file("same", "1").file("a/.wh.b", "").directory("a/b");
        // more than one batch
        for (int i = 0; i < 1_500; i++) {
            archive.file("f/" + i, "");
        }
        ImageFiles image = read(
                push(tar().file("a/b/hidden", "1").gzip()),
                push(archive.file("same", "333")
                        .directory("a/b")
                        .file("a/b/seen", text.toString())
                        .gzip()));

        assertThat(files.merged(image, "", FilePosition.START, 10)
                        .orElseThrow()
                        .items()
                        .getLast()
                        .size())
                .isEqualTo(3);
        assertThat(list(image, "a/b")).containsExactly("seen");
        assertThat(image.layers().getLast().entries()).isEqualTo(1_505);
    }

    @Test
    void pagesDirectoriesFirst() {
        ImageFiles image = read(push(tar().file("b", "")
                .file("a", "")
                .directory("z")
                .directory("y")
                .file("ü/<script>", "")
                .gzip()));

        var page = files.merged(image, "", FilePosition.START, 3).orElseThrow();
        assertThat(page.items()).extracting(ListedFile::name).containsExactly("y", "z", "ü");
        assertThat(page.more()).isTrue();
        FilePosition after =
                FilePosition.parse(page.items().getLast().position().toString()).orElseThrow();
        assertThat(files.merged(image, "", after, 3).orElseThrow().items())
                .extracting(ListedFile::name)
                .containsExactly("a", "b");
    }

    @Test
    void triesAgainAndGivesUp() {
        Layer layer = push(tar().file("a", "1").gzip());
        remove(layer);

        ImageFiles image = read(layer);

        assertThat(image.layers().getFirst().failure()).contains(LayerFailure.UNREADABLE);
    }

    @Test
    void asksForNoMoreThanTheQueueHolds() {
        jdbc.sql("""
                INSERT INTO inspection.layer (digest, repository, due_at)
                SELECT decode('01' || repeat(md5(i::text), 2), 'hex'), 'x/y', now() + interval '1 day'
                FROM generate_series(1, 1000) i
                """).update();
        try {
            ImageFiles image = look(push(tar().file("late", "1").gzip()));

            assertThat(image.layers().getFirst().state()).isEqualTo(State.LATER);
            assertThat(image.later()).isTrue();
        } finally {
            jdbc.sql("DELETE FROM inspection.layer WHERE repository = 'x/y'").update();
        }
    }

    @Test
    void forgetsWhatNobodyLooksAt() {
        Layer layer = push(tar().file("old", "1").gzip());
        read(layer);
        jdbc.sql("UPDATE inspection.layer SET looked_at = now() - interval '31 days' WHERE digest = ?")
                .param(layer.digest().toBytes())
                .update();

        worker.forget();

        assertThat(count("SELECT count(*) FROM inspection.layer WHERE digest = ?", layer.digest()))
                .isZero();
        assertThat(list(read(layer), "")).containsExactly("old");
    }

    @Test
    void leavesALayerToWhoeverTookItOver() {
        Layer layer = push(tar().file("mine", "1").gzip());
        read(layer);
        jdbc.sql("UPDATE inspection.layer SET state = 'WAITING', attempts = 3, due_at = now() + interval '1 hour'"
                        + " WHERE digest = ?")
                .param(layer.digest().toBytes())
                .update();
        LayerWorkSql.Claim old = new LayerWorkSql.Claim(id(layer.digest()), layer.digest(), layer.repository(), 2);
        LayerRows rows = new LayerRows(work, old);
        rows.add(LayerEntry.directory(new EntryPath("", "theirs"), false));

        assertThatThrownBy(rows::write).isInstanceOf(LayerRows.LostException.class);
        work.finish(old, new LayerReader.Result(1, 0, 1));
        assertThat(look(layer).ready()).isFalse();
    }

    private List<String> list(ImageFiles image, String path) {
        return files.merged(image, path, FilePosition.START, 100).orElseThrow().items().stream()
                .map(ListedFile::name)
                .toList();
    }

    private List<String> changes(ImageFiles image, int place, String path) {
        return files
                .layer(image, image.layers().get(place), path, FilePosition.START, 100)
                .orElseThrow()
                .items()
                .stream()
                .map(it -> it.name() + " " + it.change())
                .toList();
    }

    private ImageFiles read(Layer... layers) {
        return await().until(() -> look(layers), ImageFiles::ready);
    }

    private static List<Path> temporary() throws Exception {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(it -> it.getFileName().toString().contains("slipway-c15"))
                    .toList();
        }
    }
}
