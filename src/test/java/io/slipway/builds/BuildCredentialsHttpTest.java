package io.slipway.builds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Access;
import io.slipway.access.BuildCredentials;
import io.slipway.access.BuildCredentials.Minted;
import io.slipway.access.Caller;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
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
    BuildCredentials credentials;

    @Autowired
    Users users;

    @Autowired
    Access access;

    @Autowired
    JdbcClient jdbc;

    private final HttpClient http = HttpClient.newHttpClient();
    private Repository own;
    private Repository other;

    @BeforeEach
    void makeRepositories() {
        User ada = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", "a horse and a staple")));
        long count = jdbc.sql("SELECT count(*) FROM content.repository")
                .query(Long.class)
                .single();
        own = access.toMake(new Caller.Person(ada), new RepositoryName("ada/own" + count));
        other = access.toMake(new Caller.Person(ada), new RepositoryName("ada/other" + count));
    }

    @Test
    void pushesIntoItsOwnRepositoryOnly() throws Exception {
        Minted minted = mint(Duration.ofMinutes(1));
        assertThat(startUpload(own, basic(minted))).isEqualTo(202);
        assertThat(startUpload(own, bearer(minted, own))).isEqualTo(202);
        assertThat(startUpload(other, basic(minted))).isEqualTo(403);
        assertThat(startUpload(other, bearer(minted, other))).isEqualTo(403);
        assertThat(read(other, basic(minted))).isEqualTo(404);
        assertThat(get("/api/v1/me", basic(minted))).isEqualTo(403);
    }

    @Test
    void isRefusedFromTheEndOfTheBuildOn() throws Exception {
        Minted minted = mint(Duration.ofMinutes(1));
        String token = bearer(minted, own);
        credentials.end(minted.id());
        assertThat(startUpload(own, basic(minted))).isEqualTo(401);
        // a registry token that was got before is refused as well, by the process which ended the build
        assertThat(startUpload(own, token)).isEqualTo(401);
        credentials.end(minted.id());
    }

    @Test
    void isRefusedAfterItsTime() throws Exception {
        Minted minted = mint(Duration.ofMinutes(1));
        jdbc.sql("UPDATE access.credential SET expires_at = now() - INTERVAL '1 s' WHERE id = ?")
                .param(minted.id())
                .update();
        assertThat(startUpload(own, basic(minted))).isEqualTo(401);
    }

    @Test
    void isRefusedUnderAnotherName() throws Exception {
        Minted minted = mint(Duration.ofMinutes(1));
        assertThat(startUpload(own, basic(new Minted(minted.id(), "ada", minted.secret()))))
                .isEqualTo(401);
        assertThat(startUpload(own, basic(new Minted(minted.id(), "_build+ada/other", minted.secret()))))
                .isEqualTo(401);
    }

    @Test
    void keepsItsHashOnly() {
        Minted minted = mint(Duration.ofMinutes(1));
        assertThat(minted.secret()).startsWith("slb_");
        assertThat(minted.toString()).doesNotContain(minted.secret());
        assertThat(jdbc.sql("SELECT count(*) FROM access.credential_secret s WHERE s::TEXT LIKE '%' || ? || '%'")
                        .param(minted.secret())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Minted mint(Duration life) {
        return credentials.mint(own.id(), 7, life).orElseThrow();
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

    private String bearer(Minted minted, Repository repository) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        uri("/token?service=x&scope=repository:" + repository.name() + ":pull,push"))
                .header("Authorization", basic(minted))
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

    private static String basic(Minted minted) {
        return "Basic " + Base64.getEncoder().encodeToString((minted.login() + ":" + minted.secret()).getBytes(UTF_8));
    }
}
