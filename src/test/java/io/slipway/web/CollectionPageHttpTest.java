package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog;
import io.slipway.testing.SlipwayTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class CollectionPageHttpTest extends AcmePages {

    private static final String PAGE = "/admin/gc";

    @Autowired
    private AuditLog audit;

    @Autowired
    private JdbcClient jdbc;

    private static String pushed = "";

    @Override
    void prepare() throws Exception {
        users.setAdministrator(id("ada"), true);
        pusher().push("acme/web", "1.0");
        Matcher digest = Pattern.compile("sha256:[0-9a-f]{64}")
                .matcher(ada.get("/r/acme/web/-/tags/1.0").body());
        assertThat(digest.find()).isTrue();
        pushed = digest.group();
    }

    @Test
    void pausesAndGoesOn() throws Exception {
        assertThat(ada.get(PAGE).body()).contains("Running", "Collect now").doesNotContain("Paused on all servers");

        assertThat(Browser.location(submit(ada, PAGE, PAGE + "/pause", Map.of())))
                .isEqualTo(PAGE + "?done=collection-paused");
        assertThat(ada.get(PAGE).body()).contains("Paused on all servers since", "Resume");

        submit(ada, PAGE, PAGE + "/resume", Map.of());
        assertThat(ada.get(PAGE).body()).contains("Running").doesNotContain("Paused on all servers");
        assertThat(Browser.location(submit(ada, PAGE, PAGE + "/run", Map.of())))
                .isEqualTo(PAGE + "?done=collection-begun");
        await().untilAsserted(() -> assertThat(actions()).contains("gc.pause", "gc.resume"));
    }

    @Test
    void tellsWhatWouldGoWhenAsked() throws Exception {
        assertThat(ada.get(PAGE).body()).doesNotContain("Abandoned uploads</dt>");
        assertThat(ada.get(PAGE + "?look=yes").body())
                .contains("Abandoned uploads</dt>", "Leaves the storage now</dt>", "Deleted repositories</dt>");
    }

    @Test
    @Tag("G1")
    void tellsWhySomethingIsKept() throws Exception {
        assertThat(ada.get(PAGE + "?digest=" + pushed).body())
                .contains("The tag 1.0 names it.", "href=\"/r/acme/web\"", "stays");
        assertThat(ada.get(PAGE + "?digest=sha256:" + "0".repeat(64)).body()).contains("Nothing here has this digest.");

        var refused = ada.get(PAGE + "?digest=" + URLEncoder.encode("<script>alert(1)", StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("id=\"digest-error\"", "&lt;script&gt;alert(1)")
                .doesNotContain("<script>alert(1)");
        assertThat(ada.get(PAGE + "?before=nonsense").statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("A17")
    void letsAuditorsLookOnly() throws Exception {
        assertThat(as("aud").get(PAGE).body())
                .contains("What would go now", "as an auditor")
                .doesNotContain("/admin/gc/pause", "/admin/gc/run");
        for (String action : List.of("/pause", "/resume", "/run")) {
            assertThat(submit(as("aud"), "/", PAGE + action, Map.of()).statusCode())
                    .isEqualTo(404);
        }
        assertThat(as("bob").get(PAGE).statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("F15")
    void namesDamagedBlobsAndTheImagesThatNeedThem() throws Exception {
        assertThat(ada.get(PAGE).body())
                .contains("Up to date", "(100 %)", "The next blob is read", "No blob is known to be damaged.");
        makeDamage(1);
        jdbc.sql("""
                UPDATE content.blob SET damaged_at = now()
                WHERE id IN (SELECT blob_id FROM content.manifest_blob)
                """).update();
        jdbc.sql("UPDATE content.blob SET created_at = now() - INTERVAL '40 days' WHERE damaged_at IS NULL")
                .update();
        try {
            assertThat(as("aud").get(PAGE).body())
                    .contains(
                            "Nobody gets these bytes",
                            "No repository needs it any more.",
                            "href=\"/r/acme/web/-/tags/1.0\"",
                            ":" + port + "/acme/web:1.0</code>")
                    .doesNotContain("No blob is known to be damaged");
            makeDamage(40);
            String first = ada.get(PAGE).body();
            assertThat(first.split("<td class=\"whole\"><span class=\"inline-flex", -1))
                    .hasSize(21);
            Matcher next =
                    Pattern.compile("href=\"(/admin/gc\\?after=\\d+)#bytes\"").matcher(first);
            assertThat(next.find()).isTrue();
            assertThat(ada.get(next.group(1)).body()).contains("To the start").doesNotContain("/acme/web:1.0");
            assertThat(ada.get(PAGE + "?after=nonsense").statusCode()).isEqualTo(200);
        } finally {
            jdbc.sql("DELETE FROM content.blob WHERE storage_key LIKE 'gone/%'").update();
            jdbc.sql("UPDATE content.blob SET damaged_at = NULL, created_at = now()")
                    .update();
        }
    }

    private void makeDamage(int blobs) {
        jdbc.sql("""
                INSERT INTO content.blob (digest, size, store, storage_key, damaged_at)
                SELECT '\\x01'::bytea || sha256(convert_to('gone ' || :salt || n, 'UTF8')), 1000, 1,
                    'gone/' || :salt || '-' || n, now()
                FROM generate_series(1, :blobs) n
                """).param("salt", blobs).param("blobs", blobs).update();
    }

    private List<String> actions() {
        return audit.page(AuditFilter.all(), Optional.empty(), 100).items().stream()
                .map(it -> it.action())
                .toList();
    }
}
