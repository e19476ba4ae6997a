package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.inspection.Comparisons.Side;
import io.slipway.inspection.FileDifference.Change;
import io.slipway.inspection.FileDifferences.Sum;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ComparisonModuleTest extends SharedLayers {

    @Autowired
    private Comparisons comparisons;

    @Autowired
    private ComparisonWorkSql sql;

    @Test
    void tellsWhatDiffers() {
        Layer base = push(tar().directory("etc")
                .file("etc/same", "1")
                .file("etc/gone", "22")
                .file("etc/longer", "1")
                .file("etc/other", "abc")
                .symlink("etc/link", "same")
                .file("was", "file")
                .file("old/x", "4444")
                .file("covered/x", "1")
                .gzip());
        Layer upper = push(tar().file("etc/.wh.gone", "")
                .file("etc/same", "1")
                .file("etc/longer", "55555")
                .file("etc/other", "xyz")
                .symlink("etc/link", "longer")
                .file(".wh.was", "")
                .file("was/in", "1")
                .file(".wh.old", "")
                .file("covered/.wh..wh..opq", "")
                .file("covered/y", "1")
                .gzip());

        FileDifferences found = compare(List.of(base), List.of(base, upper));

        assertThat(shown(found))
                .containsExactly(
                        "REMOVED covered/x [] 1 -",
                        "ADDED covered/y [] - 1",
                        "REMOVED etc/gone [] 2 -",
                        "CHANGED etc/link [TARGET] - -",
                        "CHANGED etc/longer [CONTENT] 1 5",
                        "CHANGED etc/other [CONTENT] 3 3",
                        "REMOVED old [] - -",
                        "REMOVED old/x [] 4 -",
                        "CHANGED was [KIND] 4 -",
                        "ADDED was/in [] - 1");
        assertThat(found.sums())
                .isEqualTo(Map.of(
                        Change.ADDED, new Sum(2, 2), Change.REMOVED, new Sum(4, -7), Change.CHANGED, new Sum(4, 0)));
        assertThat(shown(compare(List.of(base, upper), List.of(base))))
                .contains("ADDED etc/gone [] - 2", "CHANGED was [KIND] - 4");
    }

    @Test
    void findsNothingWhereTheSameWasPackedOtherwise() {
        FileDifferences found = compare(
                List.of(push(
                        tar().directory("d").file("d/a", "1").file("b", "2").gzip())),
                List.of(
                        push(tar().file("b", "other")
                                .file("c", "3")
                                .file("d/a", "1")
                                .zstd()),
                        push(tar().file("b", "2").file(".wh.c", "").bytes())));

        assertThat(shown(found)).isEmpty();
        assertThat(found.sums()).isEmpty();
    }

    @Test
    @Tag("C15")
    void keepsTreesApartWhoseNamesSortBetweenThem() {
        Layer one = push(
                tar().file("a/x", "1").file("a-/x", "1").file("a\u0001/x", "1").gzip());
        Layer two = push(tar().file("a/.wh..wh..opq", "").file("a-/y", "1").gzip());

        assertThat(shown(compare(List.of(one), List.of(one, two))))
                .containsExactly("REMOVED a/x [] 1 -", "ADDED a-/y [] - 1");
    }

    @Test
    void listsByPages() {
        TarBuilder archive = tar();
        for (int i = 0; i < 1_100; i++) {
            archive.file("f/%04d".formatted(i), "x");
        }
        List<Layer> before = List.of(push(tar().file("z", "1").gzip()));
        List<Layer> after = List.of(push(archive.gzip()));

        FileDifferences first = compare(before, after);
        assertThat(first.sums().get(Change.ADDED)).isEqualTo(new Sum(1_101, 1_100));
        assertThat(first.files().items()).hasSize(500);
        assertThat(first.files().more()).isTrue();
        FileDifferences last = answer(before, after, 1_000).differences().orElseThrow();
        assertThat(last.files().items())
                .hasSize(102)
                .last()
                .satisfies(it -> assertThat(it.path()).isEqualTo("z"));
        assertThat(last.files().more()).isFalse();
    }

    @Test
    void isForgottenWithItsLayersAndAfterAWeek() {
        Layer old = push(tar().file("compared-once", "one").gzip());
        Layer other = push(tar().file("compared-twice", "one").gzip());
        Layer third = push(tar().file("compared-thrice", "one").gzip());
        compare(List.of(old), List.of(other));
        compare(List.of(other), List.of(third));
        compare(List.of(third), List.of(other));
        int all = comparisons();
        jdbc.sql("UPDATE inspection.layer SET looked_at = now() - interval '31 days' WHERE digest = ?")
                .param(old.digest().toBytes())
                .update();
        jdbc.sql("UPDATE inspection.comparison SET asked_at = now() - interval '8 days' WHERE before = ?")
                .param(image(third).digest().toBytes())
                .update();

        worker.forget();

        assertThat(comparisons()).isEqualTo(all - 2);
    }

    @Test
    void keepsTheNewestUpToSoManyRows() {
        Layer none = push(tar().file("prune/0", "1").gzip());
        Layer one = push(tar().file("prune/1", "1").gzip());
        Layer two = push(tar().file("prune/2", "1").gzip());
        compare(List.of(none), List.of(one));
        compare(List.of(one), List.of(two));
        compare(List.of(none), List.of(two));

        sql.prune(100_000, 5);

        assertThat(comparisons()).isEqualTo(2);
        assertThat(answer(List.of(none), List.of(one), 0).waiting()).isTrue();
        assertThat(answer(List.of(none), List.of(two), 0).waiting()).isFalse();
    }

    private int comparisons() {
        return jdbc.sql("SELECT count(*) FROM inspection.comparison")
                .query(Integer.class)
                .single();
    }

    private FileDifferences compare(List<Layer> before, List<Layer> after) {
        return await().until(() -> answer(before, after, 0), it -> !it.waiting())
                .differences()
                .orElseThrow();
    }

    private Comparisons.Answer answer(List<Layer> before, List<Layer> after, int position) {
        return comparisons.of(side(before), side(after), position, 500);
    }

    private Side side(List<Layer> layers) {
        Layer[] all = layers.toArray(Layer[]::new);
        return new Side(image(all).digest(), look(all));
    }

    private static List<String> shown(FileDifferences found) {
        return found.files().items().stream()
                .map(it -> it.change() + " " + it.path() + " " + it.aspects() + " "
                        + (it.before().isPresent() ? it.before().getAsLong() : "-") + " "
                        + (it.after().isPresent() ? it.after().getAsLong() : "-"))
                .toList();
    }
}
