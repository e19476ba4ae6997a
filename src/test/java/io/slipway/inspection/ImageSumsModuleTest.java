package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.slipway.inspection.FileSums.Heavy;
import io.slipway.oci.Digest;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class ImageSumsModuleTest extends SharedLayers {

    private static final List<String> NAMES = List.of("a", "b", "a-", "a\u0001", "a\u0002", "a\u0001b", "é");

    @Autowired
    private ImageSums sums;

    @Test
    void tellsWhatIsSeenAndWhatIsWasted() {
        FileSums found = sums(
                push(tar().file("etc/a", "four")
                        .file("etc/b", "22")
                        .file("gone/x/y", "333")
                        .file("var/old/z", "55555")
                        .file("was/in", "1")
                        .file("stays", "1234567")
                        .gzip()),
                push(tar().file("etc/a", "666666")
                        .file("etc/.wh.b", "")
                        .file(".wh.gone", "")
                        .file("var/.wh..wh..opq", "")
                        .file("var/new", "1")
                        .file("was", "now a file")
                        .gzip()),
                push(tar().file("gone/again", "88888888").gzip()));

        assertThat(shown(found.largest()))
                .containsExactly("was 10 1", "gone/again 8 2", "stays 7 0", "etc/a 6 1", "var/new 1 1");
        assertThat(shown(found.lost()))
                .containsExactly("var/old/z 5 0", "etc/a 4 0", "gone/x/y 3 0", "etc/b 2 0", "was/in 1 0");
        assertThat(found.seen()).isEqualTo(32);
        assertThat(found.wasted()).isEqualTo(15);
        assertThat(found.efficiency()).isCloseTo(32 / 47.0, within(1e-9));
    }

    @Test
    void namesTheLargestOnly() {
        TarBuilder archive = tar();
        for (int i = 1; i <= 30; i++) {
            archive.file("d/" + i, "x".repeat(i)).file("e/" + i, "y".repeat(i));
        }

        FileSums found = sums(
                push(archive.file("empty", "").gzip()),
                push(tar().file(".wh.e", "").gzip()));

        assertThat(found.largest()).hasSize(20);
        assertThat(found.largest().getFirst()).isEqualTo(new Heavy("d/30", 0, 30));
        assertThat(found.largest().getLast()).isEqualTo(new Heavy("d/11", 0, 11));
        assertThat(found.lost()).hasSize(20);
        assertThat(found.wasted()).isEqualTo(465);
    }

    @Test
    void wastesNoBytesThatAHardLinkStillShows() {
        FileSums found = sums(
                push(tar().file("kept", "333")
                        .hardlink("other", "kept")
                        .file("lost", "22")
                        .hardlink("lost-too", "./lost")
                        .gzip()),
                push(tar().file(".wh.kept", "")
                        .file("lost", "")
                        .file("lost-too", "")
                        .gzip()));

        assertThat(shown(found.largest())).containsExactly("kept 3 0");
        assertThat(shown(found.lost())).containsExactly("lost 2 0");
    }

    @Test
    @Tag("C15")
    void countsWhatLiesBelowALinkOfItsOwnLayerAsLost() {
        FileSums found = sums(
                push(tar().file("link/real", "1").gzip()),
                push(tar().symlink("link", "/etc").file("link/passwd", "22").gzip()));

        assertThat(found.largest()).isEmpty();
        assertThat(found.wasted()).isEqualTo(3);
        assertThat(found.efficiency()).isZero();
    }

    /// Names are such that paths do not sort as trees do.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    @Tag("C15")
    void seesWhatTheListsShow(long seed) {
        Random random = new Random(seed);
        Layer[] layers = new Layer[4];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = push(archive(random).gzip());
        }
        FileSums found = sums(layers);
        ImageFiles image = look(layers);

        long bytes = jdbc.sql("SELECT sum(size) FROM inspection.entry WHERE layer_id = ANY (?)")
                .param(image.from(0).ids())
                .query(Long.class)
                .single();
        assertThat(found.seen()).isEqualTo(below(image, "")).isPositive();
        assertThat(found.seen() + found.wasted()).isEqualTo(bytes).isGreaterThan(found.seen());
    }

    private static TarBuilder archive(Random random) {
        TarBuilder archive = tar();
        for (int i = 0; i < 40; i++) {
            StringBuilder path = new StringBuilder();
            for (int depth = random.nextInt(3); depth >= 0; depth--) {
                path.append(NAMES.get(random.nextInt(NAMES.size()))).append(depth == 0 ? "" : "/");
            }
            String last = path.substring(path.lastIndexOf("/") + 1);
            String parent = path.substring(0, path.length() - last.length());
            switch (random.nextInt(8)) {
                case 0 -> archive.file(parent + ".wh." + last, "");
                case 1 -> archive.file(path + "/.wh..wh..opq", "");
                case 2 -> archive.symlink(path.toString(), "a");
                case 3 -> archive.directory(path.toString());
                default -> archive.file(path.toString(), "x".repeat(random.nextInt(50)));
            }
        }
        return archive;
    }

    private long below(ImageFiles image, String path) {
        long sum = 0;
        for (ListedFile file : files.merged(image, path, FilePosition.START, 1_000)
                .orElseThrow()
                .items()) {
            sum += file.size();
            if (file.kind() == EntryKind.DIRECTORY) {
                sum += below(image, path.isEmpty() ? file.name() : path + "/" + file.name());
            }
        }
        return sum;
    }

    @Test
    void countsALayerThatIsThereTwiceTwice() {
        Layer layer = push(tar().file("twice", "4444").gzip());

        FileSums found = sums(layer, layer);

        assertThat(shown(found.largest())).containsExactly("twice 4 1");
        assertThat(shown(found.lost())).containsExactly("twice 4 0");
    }

    @Test
    void addsUpAgainWhatCouldNotBeReadAtFirst() {
        Layer good = push(tar().file("good", "1").gzip());
        Layer late = push(tar().file("late", "22").gzip());
        remove(late);
        assertThat(sums(good, late).seen()).isEqualTo(1);

        push(tar().file("late", "22").gzip());
        jdbc.sql("UPDATE inspection.layer SET asked_at = now() - interval '2 hours' WHERE digest = ?")
                .param(late.digest().toBytes())
                .update();
        assertThat(look(good, late).ready()).isFalse();

        assertThat(sums(good, late).seen()).isEqualTo(3);
    }

    @Test
    void isForgottenWithItsLayers() {
        Layer old = push(tar().file("an-old", "one").gzip());
        Layer base = push(tar().file("a-base", "one").gzip());
        Digest both = image(base, old).digest();
        Digest alone = image(base).digest();
        sums(base, old);
        sums(base);
        jdbc.sql("UPDATE inspection.layer SET looked_at = now() - interval '31 days' WHERE digest = ?")
                .param(old.digest().toBytes())
                .update();

        worker.forget();

        assertThat(sums.known(both)).isEmpty();
        assertThat(sums.known(alone)).isPresent();
    }

    @Test
    void saysNothingWhereNoLayerHasFiles() {
        ImageFiles image = look(encrypted());

        assertThat(sums.of(image(encrypted()).digest(), image)).isEqualTo(ImageSums.Answer.NONE);
        assertThat(sums.known(Digest.sha256(new byte[] {7}))).isEmpty();
    }

    private FileSums sums(Layer... layers) {
        return await().until(
                        () -> sums.of(image(layers).digest(), look(layers)),
                        it -> look(layers).ready() && it.sums().isPresent())
                .sums()
                .orElseThrow();
    }

    private static List<String> shown(List<Heavy> files) {
        return files.stream()
                .map(it -> it.path() + " " + it.size() + " " + it.place())
                .toList();
    }
}
