package io.slipway.inspection;

import static io.slipway.inspection.TarBuilder.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.slipway.inspection.Comparisons.Side;
import io.slipway.inspection.FileDifference.Change;
import io.slipway.oci.Digest;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// Directories of layers with 100,000 entries are read by themselves, by plans that were made while there were few
/// (docs/adr/0007).
// as the owner of the tables, since it changes them
@TestPropertySource(properties = {"spring.datasource.username=slipway", "spring.datasource.password=slipway"})
class FilePlanModuleTest extends SharedLayers {

    private static final int ENTRIES = 100_000;
    private static final int DIRECTORY = 500;
    private static final int LAYERS = 3;
    /// Each row is an entry of the index, too.
    private static final int HANDFUL = 2 * LAYERS * DIRECTORY;

    private static final int WARM_UP = 12;

    @Autowired
    private DataSource pool;

    @Autowired
    private ImageSums sums;

    @Autowired
    private Comparisons comparisons;

    @Test
    void readsOneDirectoryAndNoLayer() throws Exception {
        HikariDataSource connections = pool.unwrap(HikariDataSource.class);
        connections.setMaximumPoolSize(1);
        connections.getHikariPoolMXBean().softEvictConnections();
        jdbc.sql("ALTER TABLE inspection.entry SET (autovacuum_enabled = false)")
                .update();
        Layer few = push(tar().file("d/7/1", "1").symlink("d/7/2", "1").gzip());
        ImageFiles small = await().until(() -> look(few), ImageFiles::ready);
        for (int i = 0; i < WARM_UP; i++) {
            merged(small);
            layer(small, 0);
            links(small);
        }
        Layer[] layers = {large(1), large(2), large(3)};
        ImageFiles image = look(layers);
        assertThat(image.ready()).isTrue();

        assertThat(rowsRead("merged", () -> merged(image))).isLessThanOrEqualTo(HANDFUL);
        assertThat(rowsRead("top layer", () -> layer(image, LAYERS - 1))).isLessThanOrEqualTo(HANDFUL);
        assertThat(rowsRead("links", () -> links(image))).isLessThanOrEqualTo(HANDFUL);
        assertThat(rowsRead("one file", () -> files.find(image, LAYERS - 1, "d/7/f42")))
                .isLessThan(100);

        // while the worker has one
        connections.setMaximumPoolSize(4);
        timed(
                "sums of 300,000 entries",
                () -> await().atMost(Duration.ofMinutes(2))
                        .until(() -> sums.of(image(layers).digest(), image), it -> !it.waiting()));
        assertThat(sums.known(image(layers).digest()).orElseThrow().wasted()).isEqualTo(2L * ENTRIES);
        Side before = new Side(image(layers[0]).digest(), look(layers[0]));
        Side after = new Side(image(layers[1]).digest(), look(layers[1]));
        timed(
                "comparison of 2 × 100,000 entries",
                () -> await().atMost(Duration.ofMinutes(2))
                        .until(() -> comparisons.of(before, after, 0, DIRECTORY), it -> !it.waiting()));
        FileDifferences found =
                comparisons.of(before, after, 90_000, DIRECTORY).differences().orElseThrow();
        assertThat(found.sums().get(Change.CHANGED).files()).isEqualTo(ENTRIES);
        assertThat(found.files().items()).hasSize(DIRECTORY);
        timed("page of a comparison", () -> comparisons.of(before, after, 90_000, DIRECTORY));
    }

    private Object merged(ImageFiles image) {
        return files.merged(image, "d/7", FilePosition.START, DIRECTORY).orElseThrow();
    }

    private Object layer(ImageFiles image, int place) {
        return files.layer(image, image.layers().get(place), "d/7", FilePosition.START, DIRECTORY)
                .orElseThrow();
    }

    private Object links(ImageFiles image) {
        return files.ends(
                image,
                "d/7",
                files.merged(image, "d/7", FilePosition.START, 10).orElseThrow().items());
    }

    /// Directories with as many files as a page has.
    private Layer large(int number) {
        Digest digest = Digest.sha256(new byte[] {(byte) number, 9, 9});
        jdbc.sql("""
                WITH layer AS (
                    INSERT INTO inspection.layer (digest, repository, state, entries)
                    VALUES (:digest, 'ada/files', 'READ', :entries) RETURNING id),
                parts AS (SELECT n, n / :directory AS part FROM generate_series(0, :entries - 1) n),
                paths (parent, name, kind, size) AS (
                    SELECT '', 'd', 'DIRECTORY', 0
                    UNION ALL SELECT DISTINCT 'd', part::text, 'DIRECTORY', 0 FROM parts
                    UNION ALL SELECT 'd/' || part, 'f' || n % :directory, 'FILE', 1 FROM parts)
                INSERT INTO inspection.entry (layer_id, folder, name, parent, kind, opaque, listed, size, mode, uid, gid,
                    target, position, checksum)
                SELECT layer.id, substring(sha256(convert_to(parent, 'UTF8')) FOR 16), name, parent, kind, false, true,
                    size, 420, 0, 0, '', 0, :number FROM layer, paths
                """)
                .param("digest", digest.toBytes())
                .param("entries", ENTRIES)
                .param("directory", DIRECTORY)
                .param("number", number)
                .update();
        return new Layer(digest, "application/vnd.oci.image.layer.v1.tar+gzip", repository.name());
    }

    private long rowsRead(String what, Callable<?> work) throws Exception {
        long before = rows();
        work.call();
        long read = rows() - before;
        double[] times = new double[5];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            work.call();
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        System.out.printf("3 × 100,000 entries, %s: %d rows, %.1f ms%n", what, read, times[2]);
        return read;
    }

    private static void timed(String what, Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        System.out.printf("%s: %.0f ms%n", what, (System.nanoTime() - start) / 1e6);
    }

    /// Of the table, and entries of its index.
    private long rows() {
        jdbc.sql("SELECT pg_stat_force_next_flush()::text").query(String.class).list();
        return jdbc.sql("""
                SELECT seq_tup_read + (
                    SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid)
                FROM pg_stat_user_tables t WHERE schemaname = 'inspection' AND relname = 'entry'
                """).query(Long.class).single();
    }
}
