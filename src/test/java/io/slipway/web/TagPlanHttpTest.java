package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/// Lists of 100,000 tags read what they show, by plans that were made while the tables were empty (docs/adr/0007). Tags
/// themselves are counted, and are looked through where there is a filter.
@SlipwayTest
// as the owner of the tables, since it changes them
@TestPropertySource(
        properties = {
            "spring.datasource.username=slipway",
            "spring.datasource.password=slipway",
            "slipway.gc.enabled=false"
        })
class TagPlanHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String REPOSITORY = "ada/many";
    private static final int TAGS = 100_000;
    private static final int IMAGES = 25_000;
    private static final int PULLED = 10_000;
    /// For each of 50 tags: its manifest, its pusher, its aliases, …
    private static final int HANDFUL = 1_000;

    private static final int WARM_UP = 12;
    private static final int MEASURED = 5;

    private static final List<String> PAGES = List.of(
            "tags",
            "tags?sort=name",
            "tags?sort=version",
            "tags?after=1700000000000000.first",
            "tags?sort=name&after=v50",
            "tags?sort=name&before=v50",
            "tags?sort=version&after=v50.1.1",
            "tags?sort=version&before=v50.1.1",
            "tags?sort=size",
            "tags?sort=size&after=250000000.0.v1",
            "tags?sort=size&before=250000000.0.v1",
            "tags?sort=pulled",
            "tags?sort=pulled&after=0.v50.1.2",
            "tags?sort=pulled&before=0.v50.1.2",
            "tags?sort=pulled&after=0.v99",
            "tags?platform=linux/arm64",
            "tags?platform=linux/arm64&sort=size",
            "tags?platform=linux/s390x&sort=pulled&q=v5",
            "tags?platform=none&sort=version",
            "tags?q=v50",
            "tags?q=nothing-like-it&sort=version",
            "tags?q=3b712de48137",
            "insights",
            "history",
            "history?on=2026-05-03",
            "history?after=4000000000000000.1",
            "history?tag=v50.1.1",
            "history?tag=v50.1.1&on=2999-01-01");

    @Autowired
    private Users users;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private DataSource pool;

    @LocalServerPort
    private int port;

    private Browser ada;

    @BeforeEach
    void settle() throws Exception {
        HikariDataSource connections = pool.unwrap(HikariDataSource.class);
        connections.setMaximumPoolSize(1);
        connections.getHikariPoolMXBean().softEvictConnections();
        jdbc.sql("""
                SELECT c.oid::regclass::text FROM pg_stat_user_tables t JOIN pg_class c ON c.oid = t.relid
                WHERE c.relkind = 'r'
                """).query(String.class).list().forEach(table -> {
            // by itself it would come by at some time and have the plans made again
            jdbc.sql("ALTER TABLE " + table + " SET (autovacuum_enabled = false)")
                    .update();
            jdbc.sql("ANALYZE " + table).update();
        });
        users.create(NewUser.person("ada", PASSWORD));
        new Pusher(port, "ada", PASSWORD).push(REPOSITORY, "first");
        ada = new Browser(port);
        ada.signIn("ada", PASSWORD);
    }

    @Test
    void readsWhatItShows() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            for (String page : pages()) {
                assertThat(ada.get(page).statusCode()).as(page).isEqualTo(200);
            }
        }
        // with keys of versions: else the worker that makes them comes by, and what it leaves behind is counted
        jdbc.sql(Files.readString(Path.of("bench/src/tags/large.sql"))
                        .replace("admin/many", REPOSITORY)
                        .replace("updated_at, updated_by)", "updated_at, updated_by, version_key)")
                        .replace("at, at, created_by FROM", "at, at, created_by, name FROM"))
                .update();

        List<String> excess = new ArrayList<>();
        for (String page : pages()) {
            Map<String, Long> before = rowsRead();
            HttpResponse<String> answer = ada.get(page);
            Map<String, Long> after = rowsRead();
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            after.replaceAll((table, rows) -> rows - before.get(table));
            // the sum above, and of a filter the page and its count
            after.computeIfPresent(
                    "tag", (_, rows) -> rows - (page.contains("q=") || page.contains("platform=") ? 3 : 1) * TAGS);
            // a filter looks through those that were pulled
            after.computeIfPresent("tag_pull", (_, rows) -> rows - (page.contains("q=") ? PULLED : 0));
            // the images of a platform, once for the page and once for its count
            after.computeIfPresent("image_platform", (_, rows) -> rows - (page.contains("platform=") ? 2 : 0) * IMAGES);
            after.values().removeIf(rows -> rows <= HANDFUL);
            if (!after.isEmpty()) {
                excess.add(page + " " + after);
            }
            System.out.printf("100,000 tags, %s: %.0f ms%n", page, median(page));
        }
        assertThat(excess).isEmpty();
    }

    private static List<String> pages() {
        return PAGES.stream().map(query -> "/r/" + REPOSITORY + "/-/" + query).toList();
    }

    private double median(String page) throws Exception {
        double[] times = new double[MEASURED];
        for (int i = 0; i < MEASURED; i++) {
            long start = System.nanoTime();
            ada.get(page);
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[MEASURED / 2];
    }

    /// By table since the database was made: rows of the table, and entries of its indexes.
    private Map<String, Long> rowsRead() {
        jdbc.sql("SELECT pg_stat_force_next_flush()::text").query(String.class).list();
        Map<String, Long> read = new TreeMap<>();
        jdbc.sql("""
                SELECT relname, seq_tup_read + COALESCE((
                    SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid), 0) AS rows
                FROM pg_stat_user_tables t
                """).query(row -> {
            read.put(row.getString("relname"), row.getLong("rows"));
        });
        return read;
    }
}
