package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Limits by REST: administrators set those of namespaces, whoever manages a repository its own.
@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotasHttpTest {

    private static final String ACME = "/api/v1/namespaces/acme/quota";
    private static final String APP = "/api/v1/repositories/acme/app/-/quota";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    @Autowired
    Organisations organisations;

    @Autowired
    Repositories repositories;

    @Autowired
    JdbcClient jdbc;

    private Site root;
    private Site ada;

    @BeforeAll
    void people() {
        User owner = users.create(NewUser.person("ada", Site.PASSWORD));
        users.setAdministrator(
                users.create(NewUser.person("root", Site.PASSWORD)).id(), true);
        users.create(NewUser.person("eve", Site.PASSWORD));
        organisations.create(new AccountName("acme"), "", "", owner.id());
        long acme = organisations.find("acme").orElseThrow().id();
        repositories.show(repositories
                .create(new RepositoryName("acme/app"), acme, owner.id())
                .forWriting());
        ada = Site.on(port).as("ada");
        root = Site.on(port).as("root");
    }

    @Test
    void setsShowsAndRemovesWhatANamespaceMayHold() {
        assertThat(ada.get(ACME).body()).isEqualTo("{}");

        HttpResponse<String> set = put(root, ACME, "{\"limit\":10737418240}");

        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        String seen = ada.get(ACME).body();
        assertThat(JsonPath.<Long>read(seen, "$.limit")).isEqualTo(10737418240L);
        assertThat(JsonPath.<Integer>read(seen, "$.used")).isZero();
        assertThat(JsonPath.<Integer>read(seen, "$.percent")).isZero();
        assertThat(JsonPath.<String>read(seen, "$.counted")).isNotBlank();
        assertThat(root.get("/api/v1/admin/quotas?limit=1000").body()).contains("\"name\":\"acme\"");
        assertThat(root.post(ACME + ":reconcile", "{}").statusCode()).isEqualTo(200);
        assertThat(delete(root, ACME).statusCode()).isEqualTo(204);
        assertThat(ada.get(ACME).body()).isEqualTo("{}");
        await().untilAsserted(() ->
                assertThat(root.get("/api/v1/admin/audit?limit=1000").body()).contains("quota.set", "quota.remove"));
    }

    @Test
    @Tag("B1")
    void letsNobodyElseSetWhatANamespaceMayHold() {
        assertProblem(put(ada, ACME, "{\"limit\":1}"), 403, "denied");
        assertProblem(delete(ada, ACME), 403, "denied");
        assertProblem(ada.get("/api/v1/admin/quotas"), 403, "denied");
        Site eve = Site.on(port).as("eve");
        assertThat(eve.get(ACME).body())
                .isEqualTo(eve.get("/api/v1/namespaces/missing/quota").body().replace("missing", "acme"));
        assertThat(eve.get(APP).statusCode()).isEqualTo(404);
        assertThat(put(eve, APP, "{\"limit\":1}").statusCode()).isEqualTo(404);
    }

    @Test
    void limitsARepositoryToNoMoreThanItsNamespace() {
        assertThat(put(root, ACME, "{\"limit\":1000}").statusCode()).isEqualTo(200);

        HttpResponse<String> refused = put(ada, APP, "{\"limit\":1001}");

        assertProblem(refused, 400, "limit-invalid");
        assertThat(JsonPath.<String>read(refused.body(), "$.field")).isEqualTo("limit");
        assertThat(put(ada, APP, "{\"limit\":1000}").statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(ada.get(APP).body(), "$.name")).isEqualTo("acme/app");
        assertThat(ada.post(APP + ":reconcile", "{}").statusCode()).isEqualTo(200);
        assertThat(delete(ada, APP).statusCode()).isEqualTo(204);
        assertThat(delete(root, ACME).statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"limit\":-1}", "{\"limit\":\"10 GiB\"}", "{\"limit\":1e30}", "{\"used\":0}", "[]"})
    void refusesWhatIsNoLimit(String body) {
        assertThat(put(root, ACME, body).statusCode()).isEqualTo(400);
        assertThat(put(ada, APP, body).statusCode()).isEqualTo(400);
        assertThat(ada.get(ACME).body()).isEqualTo("{}");
    }

    @Test
    void listsTheFullestFirstPageByPage() {
        long owner = users.find("root").orElseThrow().id();
        for (int i = 1; i <= 5; i++) {
            organisations.create(new AccountName("full-" + i), "", "", owner);
            assertThat(put(root, "/api/v1/namespaces/full-" + i + "/quota", "{\"limit\":1000}")
                            .statusCode())
                    .isEqualTo(200);
            jdbc.sql("""
                            UPDATE content.quota_slot SET free_bytes = free_bytes - :used WHERE slot = 0 AND quota_id = (
                                SELECT id FROM content.quota WHERE namespace_id = :id)
                            """)
                    .param("used", i * 150)
                    .param("id", organisations.find("full-" + i).orElseThrow().id())
                    .update();
        }

        String first = root.get("/api/v1/admin/quotas?limit=2").body();
        HttpResponse<String> page = root.get("/api/v1/admin/quotas?limit=2");
        String link = page.headers().firstValue("Link").orElseThrow();
        String second = root.get(link.substring(1, link.indexOf('>'))).body();

        assertThat(JsonPath.<List<String>>read(first, "$[*].name")).containsExactly("full-5", "full-4");
        assertThat(JsonPath.<List<String>>read(second, "$[*].name")).containsExactly("full-3", "full-2");
        assertThat(root.get("/api/v1/admin/quotas?after=x").statusCode()).isEqualTo(400);
        // 600 and 750 of 1,000
        jdbc.sql("UPDATE content.quota_slot SET free_bytes = free_bytes - 50 WHERE slot = 0 AND quota_id = ("
                        + "SELECT id FROM content.quota WHERE namespace_id = ?)")
                .param(organisations.find("full-5").orElseThrow().id())
                .update();
        await().untilAsserted(() -> assertThat(crossings()).isEqualTo(1));
        await().pollDelay(Duration.ofSeconds(6))
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(crossings()).isEqualTo(1));
    }

    private int crossings() {
        return jdbc.sql("SELECT count(*) FROM activity.audit WHERE action = 'quota.warn' AND target = 'full-5'")
                .query(Integer.class)
                .single();
    }

    private static HttpResponse<String> put(Site site, String path, String body) {
        return site.change("PUT", path, body, "application/json");
    }

    private static HttpResponse<String> delete(Site site, String path) {
        return site.change("DELETE", path, "{}", "application/json");
    }
}
