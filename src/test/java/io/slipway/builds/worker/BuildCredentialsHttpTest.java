package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.BuildRows;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// What a build may do in the registry, and for how long.
@SlipwayTest
@Tag("F14")
class BuildCredentialsHttpTest {

    @LocalServerPort
    int port;

    @Autowired
    BuildWork work;

    @Autowired
    Users users;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private Repository own;
    private Repository other;
    private BuildClaim claim;

    @BeforeEach
    void makeRepositories() {
        User ada = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a horse and a staple")));
        long count = jdbc.sql("SELECT count(*) FROM content.repository")
                .query(Long.class)
                .single();
        own = access.toMake(new Caller.Person(ada), new RepositoryName("ada/own" + count));
        other = access.toMake(new Caller.Person(ada), new RepositoryName("ada/other" + count));
        jdbc.sql("DELETE FROM builds.build").update();
    }

    @Test
    void pushesIntoItsOwnRepositoryOnly() throws Exception {
        BuildCredential credential = admit();
        assertThat(startUpload(own, basic(credential))).isEqualTo(202);
        assertThat(startUpload(own, bearer(credential, own))).isEqualTo(202);
        assertThat(startUpload(other, basic(credential))).isEqualTo(403);
        assertThat(startUpload(other, bearer(credential, other))).isEqualTo(403);
        assertThat(read(other, basic(credential))).isEqualTo(404);
        assertThat(get("/api/v1/me", basic(credential))).isEqualTo(403);
    }

    @Test
    void pushesItsOwnTagsOnly() throws Exception {
        BuildCredential credential = admit();
        assertThat(pushEmptyIndex("latest", basic(credential))).isEqualTo(201);
        assertThat(pushEmptyIndex("v1", basic(credential))).isEqualTo(403);
        assertThat(pushEmptyIndex("v1", bearer(credential, own))).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(uri("/v2/" + own.name() + "/manifests/latest"))
                        .header("Authorization", basic(credential))
                        .DELETE()))
                .isEqualTo(403);
    }

    @Test
    void isRefusedFromTheEndOfTheBuildOnInEveryProcess() throws Exception {
        BuildCredential credential = admit();
        String token = bearer(credential, own);
        assertThat(startUpload(own, token)).isEqualTo(202);
        // as another process would: nothing of it passes through this one's services
        jdbc.sql("UPDATE builds.build SET state = 'CANCELLED', finished_at = now(), lease_until = NULL WHERE id = ?")
                .param(claim.id())
                .update();
        jdbc.sql("SELECT builds.dismiss()").query((_, _) -> true).single();
        assertThat(startUpload(own, basic(credential))).isEqualTo(401);
        assertThat(startUpload(own, token)).isEqualTo(401);
        assertThat(jdbc.sql("SELECT count(*) FROM access.credential WHERE name = ?")
                        .param("build " + claim.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void isRefusedWhenItsWorkerIsLost() throws Exception {
        BuildCredential credential = admit();
        jdbc.sql("UPDATE builds.build SET lease_until = now() - INTERVAL '1 s' WHERE id = ?")
                .param(claim.id())
                .update();
        work.findLost();
        assertThat(startUpload(own, basic(credential))).isEqualTo(401);
        assertThat(work.admit(claim)).isEmpty();
    }

    @Test
    void isRefusedAfterItsTime() throws Exception {
        BuildCredential credential = admit();
        jdbc.sql("UPDATE access.credential SET expires_at = now() - INTERVAL '1 s' WHERE name = ?")
                .param("build " + claim.id())
                .update();
        assertThat(startUpload(own, basic(credential))).isEqualTo(401);
    }

    @Test
    void isRefusedUnderAnotherName() throws Exception {
        BuildCredential credential = admit();
        assertThat(startUpload(own, basic(new BuildCredential("ada", credential.password()))))
                .isEqualTo(401);
        assertThat(startUpload(own, basic(new BuildCredential("_build+ada/other", credential.password()))))
                .isEqualTo(401);
    }

    @Test
    void keepsItsHashOnly() {
        BuildCredential credential = admit();
        String secret = credential.password().value();
        assertThat(secret).startsWith("slb_");
        assertThat(credential.toString()).doesNotContain(secret);
        assertThat(jdbc.sql("SELECT count(*) FROM access.credential_secret s WHERE s::TEXT LIKE '%' || ? || '%'")
                        .param(secret)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /// As the worker that has a build of the repository.
    private BuildCredential admit() {
        new BuildRows(jdbc).build(own.name().value(), "QUEUED");
        claim = work.claim("test").orElseThrow();
        return work.admit(claim).orElseThrow();
    }

    private int pushEmptyIndex(String tag, String authorization) throws Exception {
        return send(
                HttpRequest.newBuilder(uri("/v2/" + own.name() + "/manifests/" + tag))
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/vnd.oci.image.index.v1+json")
                        .PUT(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}")));
    }

    private int startUpload(Repository repository, String authorization) throws Exception {
        return send(HttpRequest.newBuilder(uri("/v2/" + repository.name() + "/blobs/uploads/"))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private int read(Repository repository, String authorization) throws Exception {
        return get("/v2/" + repository.name() + "/tags/list", authorization);
    }

    private int get(String path, String authorization) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization));
    }

    private String bearer(BuildCredential credential, Repository repository) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        uri("/token?service=x&scope=repository:" + repository.name() + ":pull,push"))
                .header("Authorization", basic(credential))
                .build();
        String body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return "Bearer " + new JsonMapper().readTree(body).get("token").stringValue();
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String basic(BuildCredential credential) {
        return "Basic " + Base64.getEncoder().encodeToString(credential.basic().getBytes(UTF_8));
    }
}
