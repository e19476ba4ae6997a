package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.Teams;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Whole repositories and organisations go, and come back.
@SlipwayTest
class RemovalHttpTest {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static int count;

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @Autowired
    Teams teams;

    @Autowired
    JdbcClient jdbc;

    private Site anyone;
    private Site ada;
    private Site bob;
    private String org;
    private String name;

    /// An organisation of ada with bob in a team, and a repository in which the team may write.
    @BeforeEach
    void fresh() {
        anyone = Site.on(port);
        town.settle(anyone);
        ada = anyone.as("ada");
        bob = anyone.as("bob");
        org = "gone" + count++;
        name = org + "/web";
        long owner = town.users.find("ada").orElseThrow().id();
        long member = town.users.find("bob").orElseThrow().id();
        long id = organisations.create(new AccountName(org), "", "", owner).id();
        members.add(id, member, false);
        long crew = teams.create(id, new ShortName("crew"), "builds").id();
        teams.addMember(id, crew, member);
        image("1.0", "a layer of " + org);
        ada.change("PUT", path() + "/-/grants", """
                {"kind": "team", "name": "crew", "role": "write"}""", "application/json");
    }

    @Test
    void deletesARepositoryAtOnceAndBringsItBackAsItWas() {
        image("latest", "a layer of " + org);
        ada.change("PUT", "/api/v1/me/stars/" + name, "", "application/json");
        HttpResponse<String> answer = delete(ada, path());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(pull("1.0").statusCode()).isEqualTo(404);
        assertThat(ada.get(path()).statusCode()).isEqualTo(404);
        assertThat(ada.get("/api/v1/search?q=" + org).body()).doesNotContain(name);
        assertThat(ada.get("/api/v1/me/stars").body()).doesNotContain(name);
        assertThat(ada.get("/api/v1/namespaces/" + org + "/repositories").body())
                .isEqualTo("[]");

        String done = finished(answer);
        assertThat(JsonPath.<String>read(done, "$.kind")).isEqualTo("repository.delete");
        assertThat(JsonPath.<String>read(done, "$.subject")).isEqualTo(name);
        assertThat(JsonPath.<Integer>read(done, "$.result.tags")).isEqualTo(2);
        assertThat(JsonPath.<Integer>read(done, "$.result.manifests")).isEqualTo(1);
        int layer = ("a layer of " + org).length();
        assertThat(JsonPath.<Integer>read(done, "$.result.bytes")).isEqualTo(layer + 2);
        assertThat(JsonPath.<Integer>read(done, "$.result.freed"))
                .as("{} is of others")
                .isEqualTo(layer);

        HttpResponse<String> back = restore(ada, trashed(), null);
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(JsonPath.<String>read(back.body(), "$.name")).isEqualTo(name);
        assertThat(pull("1.0").statusCode()).isEqualTo(200);
        assertThat(pull("latest").statusCode()).isEqualTo(200);
        assertThat(ada.get("/api/v1/me/stars").body()).contains(name);
        assertThat(ada.get(path() + "/-/grants").body()).contains("crew");
        assertThat(trash(ada).body()).isEqualTo("[]");
        assertThat(restore(ada, 1, null).statusCode()).isEqualTo(404);
    }

    /// The number: it answers at once, and works in the background in many steps.
    @Test
    void deletesARepositoryOf100000TagsAtOnce() {
        jdbc.sql("""
                        INSERT INTO content.tag (repository_id, name, manifest_id, updated_by)
                        SELECT m.repository_id, 'v' || i, m.id, m.pushed_by FROM generate_series(1, 100000) i
                        CROSS JOIN content.manifest m JOIN content.repository r ON r.id = m.repository_id
                        WHERE r.name = ?""").param(name).update();
        jdbc.sql("""
                        WITH made AS (
                            INSERT INTO content.blob (digest, size, store, storage_key)
                            SELECT decode('01', 'hex') || sha256(CAST('many' || i AS bytea)), 10, 1, 'many/' || i
                            FROM generate_series(1, 5000) i RETURNING id)
                        INSERT INTO content.repository_blob (repository_id, blob_id, namespace_id, lease_until)
                        SELECT r.id, made.id, r.namespace_id, now() FROM made CROSS JOIN content.repository r
                        WHERE r.name = ?""").param(name).update();
        long start = System.nanoTime();
        String plan = delete(ada, path() + "?dryRun=true").body();
        long planned = System.nanoTime();
        HttpResponse<String> answer = delete(ada, path());
        long deleted = System.nanoTime();

        System.out.printf(
                "100,000 tags: plan %d ms, deletion %d ms%n",
                (planned - start) / 1_000_000, (deleted - planned) / 1_000_000);
        assertThat(JsonPath.<Integer>read(plan, "$.tags")).isEqualTo(100_001);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Duration.ofNanos(planned - start)).isLessThan(Duration.ofSeconds(3));
        assertThat(Duration.ofNanos(deleted - planned)).isLessThan(Duration.ofSeconds(2));
        String done = finished(answer);
        assertThat(JsonPath.<Integer>read(done, "$.result.tags")).isEqualTo(100_001);
        assertThat(JsonPath.<Integer>read(done, "$.result.blobs")).isEqualTo(5_002);
        assertThat(JsonPath.<Integer>read(done, "$.total")).isEqualTo(5_002);
        jdbc.sql("DELETE FROM content.repository_blob USING content.blob b WHERE b.id = blob_id AND b.storage_key"
                        + " LIKE 'many/%'")
                .update();
        jdbc.sql("DELETE FROM content.blob WHERE storage_key LIKE 'many/%'").update();
    }

    @Test
    void tellsBeforeWhatWouldGoAndTakesNothing() {
        jdbc.sql("""
                        INSERT INTO content.repository_size (repository_id, bytes, shared)
                        SELECT id, 100, 30 FROM content.repository WHERE name = ?
                        ON CONFLICT (repository_id) DO UPDATE SET bytes = 100, shared = 30""").param(name).update();
        String plan = delete(ada, path() + "?dryRun=true").body();

        assertThat(JsonPath.<Boolean>read(plan, "$.dryRun")).isTrue();
        assertThat(JsonPath.<Integer>read(plan, "$.tags")).isOne();
        assertThat(JsonPath.<Integer>read(plan, "$.manifests")).isOne();
        assertThat(JsonPath.<Integer>read(plan, "$.bytes")).isEqualTo(100);
        assertThat(JsonPath.<Integer>read(plan, "$.freed")).isEqualTo(70);
        assertThat(pull("1.0").statusCode()).isEqualTo(200);
        assertThat(delete(ada, path() + "?dryRun=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWithTheLockedTagsUnlessTheyMayGo() {
        jdbc.sql("UPDATE content.tag SET locked = true WHERE repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = ?)")
                .param(name)
                .update();

        assertProblem(delete(ada, path()), 409, "tags-locked");
        assertThat(delete(ada, path()).body()).contains("1.0", "locked=true");
        HttpResponse<String> organisation = delete(ada, "/api/v1/organisations/" + org);
        assertProblem(organisation, 409, "tags-locked");
        assertThat(organisation.body()).contains(name + ":1.0");
        assertThat(pull("1.0").statusCode()).isEqualTo(200);
        assertThat(delete(ada, path() + "?locked=true").statusCode()).isEqualTo(202);
    }

    @Test
    @Tag("B1")
    @Tag("B4")
    void isForThoseWhoManageIt() {
        assertThat(delete(bob, path()).statusCode()).isEqualTo(403);
        assertThat(delete(bob, path() + "?dryRun=true").statusCode()).isEqualTo(403);
        assertThat(delete(anyone.as("eve"), path()).statusCode()).isEqualTo(404);
        assertThat(delete(anyone, path()).statusCode()).isEqualTo(401);
        delete(ada, path());
        long id = trashed();

        assertThat(trash(bob).statusCode()).isEqualTo(403);
        assertThat(trash(anyone.as("eve")).statusCode()).isEqualTo(404);
        assertThat(trash(anyone.as("aud")).body()).contains(name);
        assertThat(restore(bob, id, null).statusCode()).isEqualTo(403);
        assertThat(restore(anyone.as("aud"), id, null).statusCode()).isEqualTo(403);
        assertThat(ada.post("/api/v1/namespaces/acme/trash:restore", "{\"id\": " + id + "}")
                        .statusCode())
                .as("by another namespace")
                .isEqualTo(404);
    }

    @Test
    @Tag("A13")
    void asksForAnotherNameWhereTheOldOneIsTaken() {
        delete(ada, path());
        image("2.0", "another");
        assertThat(pull("1.0").statusCode()).as("of the new one").isEqualTo(404);
        long id = trashed();
        assertThat(JsonPath.<List<Boolean>>read(trash(ada).body(), "$[*].nameTaken"))
                .containsExactly(true);

        assertProblem(restore(ada, id, null), 409, "name-taken");
        assertThat(restore(ada, id, "acme/elsewhere").statusCode()).isEqualTo(400);
        assertThat(restore(ada, id, org + "/web-2").statusCode()).isEqualTo(200);

        assertThat(ada.get("/v2/" + org + "/web-2/manifests/1.0").statusCode()).isEqualTo(200);
        assertThat(pull("2.0").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsNothingLongerThanTheWindow() {
        delete(ada, path());
        long id = trashed();
        jdbc.sql("UPDATE content.repository SET deleted_at = now() - interval '8 days' WHERE id = ?")
                .param(id)
                .update();

        assertThat(trash(ada).body()).isEqualTo("[]");
        assertThat(restore(ada, id, null).statusCode()).isEqualTo(404);
    }

    @Test
    void takesAnOrganisationWithAllThatItHasAndBringsItBack() {
        String plan =
                delete(ada, "/api/v1/organisations/" + org + "?dryRun=true").body();
        assertThat(JsonPath.<Integer>read(plan, "$.repositories")).isOne();
        assertThat(JsonPath.<Integer>read(plan, "$.tags")).isOne();
        Town.make(ada, org + "/earlier");
        delete(ada, "/api/v1/repositories/" + org + "/earlier");

        HttpResponse<String> answer = delete(ada, "/api/v1/organisations/" + org);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(ada.get("/api/v1/organisations/" + org).statusCode()).isEqualTo(404);
        assertThat(pull("1.0").statusCode()).isEqualTo(404);
        assertThat(JsonPath.<Integer>read(finished(answer), "$.result.tags")).isOne();

        assertThat(bob.get("/api/v1/organisations/-/trash").body()).doesNotContain(org);
        String trash = ada.get("/api/v1/organisations/-/trash").body();
        int id = JsonPath.<List<Integer>>read(trash, "$[?(@.name == '" + org + "')].id")
                .getFirst();
        assertThat(restoreOrganisation(bob, id).statusCode()).isEqualTo(404);
        assertThat(restoreOrganisation(ada, id).statusCode()).isEqualTo(204);

        assertThat(pull("1.0").statusCode()).isEqualTo(200);
        assertThat(bob.get("/v2/" + name + "/manifests/1.0").statusCode())
                .as("by the team")
                .isEqualTo(200);
        assertThat(ada.get("/api/v1/organisations/" + org + "/teams/crew/members")
                        .body())
                .contains("bob");
        assertThat(ada.get(path() + "/-/grants").body()).contains("crew");
        assertThat(trash(ada).body()).as("what went before stays there").contains("earlier");
        assertThat(restoreOrganisation(ada, id).statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("A13")
    void bringsNoOrganisationBackWhoseNameIsTaken() {
        delete(ada, "/api/v1/organisations/" + org);
        bob.post("/api/v1/organisations", "{\"name\": \"" + org + "\"}");
        int id = jdbc.sql("SELECT id FROM accounts.namespace WHERE name = ? AND deleted_at IS NOT NULL")
                .param(org)
                .query(Integer.class)
                .single();

        assertProblem(restoreOrganisation(ada, id), 409, "name-taken");
        assertThat(pull("1.0").statusCode()).isEqualTo(404);
    }

    private String path() {
        return "/api/v1/repositories/" + name;
    }

    private HttpResponse<String> trash(Site site) {
        return site.get("/api/v1/namespaces/" + org + "/trash");
    }

    private int trashed() {
        return JsonPath.<List<Integer>>read(trash(ada).body(), "$[*].id").getFirst();
    }

    private HttpResponse<String> restore(Site site, long id, String wanted) {
        String other = wanted == null ? "" : ", \"name\": \"" + wanted + "\"";
        return site.post("/api/v1/namespaces/" + org + "/trash:restore", "{\"id\": " + id + other + "}");
    }

    private static HttpResponse<String> restoreOrganisation(Site site, long id) {
        return site.post("/api/v1/organisations/-/trash:restore", "{\"id\": " + id + "}");
    }

    private String finished(HttpResponse<String> accepted) {
        String location = accepted.headers().firstValue("Location").orElseThrow();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ada.get(location).body().contains("\"state\":\"done\""));
        return ada.get(location).body();
    }

    private static HttpResponse<String> delete(Site site, String path) {
        return site.send(site.to(path).DELETE());
    }

    private HttpResponse<String> pull(String tag) {
        return ada.get("/v2/" + name + "/manifests/" + tag);
    }

    private void image(String tag, String layer) {
        String content = """
                {"schemaVersion": 2, "mediaType": "%s", "config": {"mediaType": "application/vnd.oci.image.config.v1+json",
                 "digest": "%s", "size": 2}, "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar",
                 "digest": "%s", "size": %d}]}
                """.formatted(MANIFEST, blob("{}"), blob(layer), layer.length());
        HttpResponse<String> answer = ada.change("PUT", "/v2/" + name + "/manifests/" + tag, content, MANIFEST);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private String blob(String content) {
        String digest = Digest.sha256(content.getBytes(UTF_8)).toString();
        String uploads = "/v2/" + name + "/blobs/uploads/?digest=" + digest;
        assertThat(ada.change("POST", uploads, content, "application/octet-stream")
                        .statusCode())
                .isEqualTo(201);
        return digest;
    }
}
