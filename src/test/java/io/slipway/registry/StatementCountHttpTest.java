package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// How often a request with a token asks the database.
class StatementCountHttpTest extends ProtocolHttpBase {

    private static final byte[] LAYER = "layer".getBytes(UTF_8);

    @Autowired
    StatementCounter counter;

    private final Map<String, Integer> counts = new TreeMap<>();
    private Digest manifest;

    @BeforeEach
    void pushImage() {
        manifest = ManifestBuilder.digest(repository.pushImage("v1", LAYER).bytes());
        // a token for a repository that was missing costs one query more
        repository = RepositoryClient.of(owner(), repository.name());
    }

    @Test
    void readsWithOneStatement() {
        for (String path : List.of(
                repository.manifest("v1"),
                repository.manifest(manifest),
                repository.blob(ManifestBuilder.digest(LAYER)))) {
            for (String method : List.of("GET", "HEAD")) {
                List<String> trips = trips(200, () -> repository.client().send(method, path, new byte[0]));

                assertThat(trips).as("%s %s", method, path).hasSizeLessThanOrEqualTo(1);
                assertThat(trips).allMatch(sql -> sql.startsWith("SELECT") && !sql.contains(" FOR "));
            }
        }
    }

    @Test
    void asksOnceWhereNothingIsFound() {
        String absent = repository.blob(ManifestBuilder.digest("absent".getBytes(UTF_8)));

        assertThat(trips(404, () -> repository.client().head(absent))).hasSizeLessThanOrEqualTo(1);
        assertThat(trips(404, () -> repository.client().get(repository.manifest("absent"))))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(trips(200, () -> repository.client().get(repository.path("/tags/list"))))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void asksNothingForTheBase() {
        assertThat(trips(200, () -> repository.client().get("/v2/"))).isEmpty();
        assertThat(trips(401, () -> anonymous().get("/v2/"))).isEmpty();
        assertThat(trips(401, () -> repository.client().bearer("eyJ.x.y").get("/v2/")))
                .isEmpty();
    }

    @Test
    void writesNothingForAPull() {
        // what a push leaves to be done is no matter of the pull: sizes are measured some seconds after it
        await().untilAsserted(() -> {
            Map<String, String> before = rows();

            repository.client().head(repository.manifest("v1"));
            repository.client().get(repository.manifest("v1"));
            repository.client().get(repository.manifest(manifest));
            repository.client().head(repository.blob(ManifestBuilder.digest(LAYER)));
            repository.client().get(repository.blob(ManifestBuilder.digest(LAYER)));

            assertThat(rows()).isEqualTo(before);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void storesAManifestInSixRoundTrips(int layers) {
        ManifestBuilder image = ManifestBuilder.aManifest();
        for (int i = 0; i < layers; i++) {
            byte[] layer = ("layer " + i).getBytes(UTF_8);
            repository.push(layer);
            image.withLayer(layer);
        }
        counter.take();

        List<String> fresh = trips(201, () -> repository.put("v2", image));
        List<String> again = trips(201, () -> repository.put("v2", image));

        assertThat(fresh).hasSizeLessThanOrEqualTo(6);
        assertThat(again).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void storesAnIndexWithTenTagsInSixRoundTrips() {
        ManifestBuilder index = ManifestBuilder.anIndex()
                .withChild(repository.client().get(repository.manifest("v1")).body());
        String tags = "?tag=a&tag=b&tag=c&tag=d&tag=e&tag=f&tag=g&tag=h&tag=i&tag=j";
        String path = ManifestBuilder.digest(index.bytes()) + tags;

        assertThat(trips(201, () -> repository.put(path, index))).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void showsManyTagsWithAsManyStatementsAsOne() {
        setVisibility(repository.name(), Visibility.PUBLIC);
        for (String page : List.of(
                "",
                "/-/tags",
                "/-/tags?sort=version&q=v",
                "/-/history",
                "/-/history?tag=v1&on=2999-01-01",
                "/-/insights")) {
            String path = "/r/" + repository.name() + page;
            counts.put(page, trips(200, () -> anonymous().get(path)).size());
        }
        for (int i = 2; i < 30; i++) {
            repository.put("v" + i, ManifestBuilder.aManifest().withLayer(LAYER));
        }

        counts.forEach((page, count) -> assertThat(trips(200, () -> anonymous().get("/r/" + repository.name() + page)))
                .as(page)
                .hasSize(count)
                .hasSizeLessThan(12));
    }

    private List<String> trips(int status, Supplier<Reply> request) {
        counter.take();
        assertStatus(request.get(), status);
        return counter.take();
    }

    /// Per table the number of rows and the newest transaction that wrote one; pull counts are written later, in
    /// batches.
    private Map<String, String> rows() {
        Map<String, String> rows = new TreeMap<>();
        jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'content' AND tablename NOT LIKE '%\\_usage'")
                .query(String.class)
                .list()
                .forEach(table -> rows.put(
                        table,
                        jdbc.sql("SELECT count(*) || ' ' || COALESCE(max(CAST(CAST(xmin AS text) AS bigint)), 0)"
                                        + " FROM content." + table)
                                .query(String.class)
                                .single()));
        return rows;
    }
}
