package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepositoriesHttpTest {

    private static final String LIST = "/api/v1/repositories";
    private static final String APP = LIST + "/ada/tools/app";
    private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    Site anyone;
    Site ada;
    Site bob;

    @BeforeAll
    void push() {
        anyone = Site.on(port);
        ada = anyone.as("ada");
        bob = anyone.as("bob");
        users.create(NewUser.person("ada", Site.PASSWORD));
        users.create(NewUser.person("bob", Site.PASSWORD));
        pushImage("ada/tools/app", List.of("1", "2", "3"));
        pushImage("ada/other", List.of("1"));
    }

    @BeforeEach
    void hide() {
        assertThat(ada.patch(APP, "{\"visibility\":\"private\"}").statusCode()).isEqualTo(200);
    }

    @Test
    void showsOwnersTheirRepositories() {
        assertThat(names(ada.get(LIST))).containsExactly("ada/other", "ada/tools/app");
        assertThat(ada.get(APP).body()).contains("\"visibility\":\"private\"", "\"tags\":3", "\"lastPush\":\"");
    }

    @Test
    void listsPageByPage() {
        HttpResponse<String> first = ada.get(LIST + "?limit=1");

        assertThat(names(first)).containsExactly("ada/other");
        assertThat(first.headers().firstValue("Link"))
                .contains("<" + LIST + "?limit=1&after=ada%2Fother>; rel=\"next\"");
        assertThat(names(ada.get(LIST + "?limit=1&after=ada%2Fother"))).containsExactly("ada/tools/app");
    }

    @Test
    void hidesPrivateOnesLikeMissingOnes() {
        for (Site stranger : List.of(anyone, bob)) {
            assertThat(names(stranger.get(LIST))).isEmpty();
            assertProblem(stranger.get(APP), 404, "name-unknown");
            assertProblem(stranger.get(LIST + "/ada/missing"), 404, "name-unknown");
            assertProblem(stranger.get(APP + "/-/tags"), 404, "name-unknown");
        }
        assertProblem(bob.patch(APP, "{\"visibility\":\"public\"}"), 404, "name-unknown");
        assertProblem(bob.patch(LIST + "/ada/missing", "{\"visibility\":\"public\"}"), 404, "name-unknown");
    }

    @Test
    void makesRepositoriesPublic() {
        HttpResponse<String> answer = ada.patch(APP, "{\"visibility\":\"public\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"name\":\"ada/tools/app\"", "\"visibility\":\"public\"");
        assertThat(names(anyone.get(LIST))).containsExactly("ada/tools/app");
        assertThat(anyone.get(APP).statusCode()).isEqualTo(200);
        assertProblem(bob.patch(APP, "{\"visibility\":\"private\"}"), 403, "denied");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{}", "{\"visibility\":null}", "{\"visibility\":\"PUBLIC\"}", "{\"visible\":\"public\"}"})
    void refusesOtherChanges(String body) {
        assertProblem(ada.patch(APP, body), 400, "body-invalid");
    }

    @Test
    void listsTagsPageByPage() {
        HttpResponse<String> first = ada.get(APP + "/-/tags?limit=2");

        assertThat(names(first)).containsExactly("1", "2");
        assertThat(first.headers().firstValue("Link")).contains("<" + APP + "/-/tags?limit=2&after=2>; rel=\"next\"");
        assertThat(ada.get(APP + "/-/tags?after=2").body())
                .contains("\"name\":\"3\"", "\"digest\":\"sha256:", "\"updatedBy\":\"ada\"");
    }

    @Test
    void tellsTheHistoryOfATag() {
        String history = LIST + "/ada/other/-/tags/moving/history";
        pushImage("ada/other", List.of("moving"));
        pushImage("ada/other", List.of("moving"), ",\"annotations\":{\"second\":\"image\"}");

        List<String> kinds = JsonPath.read(ada.get(history).body(), "$[*].kind");
        assertThat(kinds).containsExactly("move", "create");
        assertThat(ada.get(history).body()).contains("\"previous\":\"sha256:", "\"by\":\"ada\"", "\"client\":\"");
        HttpResponse<String> first = ada.get(history + "?limit=1");
        String next = first.headers().firstValue("Link").orElseThrow();
        assertThat(next).startsWith("<" + history + "?limit=1&after=").endsWith(">; rel=\"next\"");
        assertThat(ada.get(next.substring(1, next.indexOf('>'))).body())
                .contains("create")
                .doesNotContain("move\"");
        assertThat(ada.get(history + "?on=2020-05-03").body()).isEqualTo("[]");
        assertThat(ada.get(history + "?on=2999-05-03").body())
                .isEqualTo(ada.get(history).body());
        assertThat(ada.get(LIST + "/ada/other/-/tags/never/history").body()).isEqualTo("[]");
        assertProblem(ada.get(history + "?on=yesterday"), 400, "query-invalid");
        assertProblem(ada.get(history + "?after=x"), 400, "query-invalid");
        assertProblem(ada.get(LIST + "/ada/other/-/tags/a%20b/history"), 404, "not-found");
        assertProblem(bob.get(history), 404, "name-unknown");
        String all = LIST + "/ada/other/-/history";
        assertThat(JsonPath.<List<String>>read(ada.get(all).body(), "$[*].tag")).contains("moving");
        assertThat(ada.get(all + "?limit=1").headers().firstValue("Link").orElseThrow())
                .startsWith("<" + all + "?limit=1&after=");
        assertProblem(bob.get(all), 404, "name-unknown");
    }

    @Test
    void sortsAndFiltersTags() {
        HttpResponse<String> first = ada.get(APP + "/-/tags?sort=version&limit=2");

        assertThat(names(first)).containsExactly("3", "2");
        assertThat(first.headers().firstValue("Link"))
                .contains("<" + APP + "/-/tags?sort=version&limit=2&after=2>; rel=\"next\"");
        assertThat(names(ada.get(APP + "/-/tags?sort=version&after=2"))).containsExactly("1");
        assertThat(names(ada.get(APP + "/-/tags?sort=newest"))).containsExactly("3", "2", "1");
        assertThat(names(ada.get(APP + "/-/tags?q=2"))).containsExactly("2");
        assertThat(names(ada.get(APP + "/-/tags?q=%25"))).isEmpty();
        assertThat(ada.get(APP + "/-/tags").body()).contains("\"aliases\":[\"2\",\"3\"]", "\"platforms\":[");
        assertProblem(ada.get(APP + "/-/tags?sort=length"), 400, "query-invalid");
        assertProblem(ada.get(APP + "/-/tags?sort=newest&after=x"), 400, "query-invalid");
        assertProblem(ada.get(APP + "/-/tags?q=%00"), 400, "query-invalid");
        assertProblem(ada.get(APP + "/-/tags?platform=%00"), 400, "query-invalid");
        assertProblem(ada.get(APP + "/-/tags?sort=size&after=1.x"), 400, "query-invalid");
        assertThat(names(ada.get(APP + "/-/tags?platform=plan9/amd64"))).isEmpty();
        assertThat(names(ada.get(APP + "/-/tags?sort=size"))).containsExactly("1", "2", "3");
        assertThat(names(ada.get(APP + "/-/tags?sort=pulled"))).containsExactly("1", "2", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/repositories/,                    400, name-invalid",
        "/api/v1/repositories/-/tags,              400, name-invalid",
        "/api/v1/repositories/A,                   400, name-invalid",
        "/api/v1/repositories/ada/tools/app/-/,    404, not-found",
        "/api/v1/repositories/ada/tools/app/-/x,   404, not-found",
        "/api/v1/repositories?after=%00,           400, query-invalid"
    })
    void refusesPathsOfNothing(String path, int status, String code) {
        assertProblem(ada.get(path), status, code);
    }

    private static List<String> names(HttpResponse<String> answer) {
        return JsonPath.read(answer.body(), "$[*].name");
    }

    private void pushImage(String name, List<String> tags) {
        pushImage(name, tags, "");
    }

    private void pushImage(String name, List<String> tags, String more) {
        String config = "{}";
        Digest digest = Digest.sha256(config.getBytes(StandardCharsets.US_ASCII));
        String uploads = "/v2/" + name + "/blobs/uploads/?digest=" + digest;
        assertThat(ada.change("POST", uploads, config, "application/octet-stream")
                        .statusCode())
                .isEqualTo(201);
        String manifest = """
                {"schemaVersion":2,"mediaType":"%s","layers":[],
                "config":{"mediaType":"application/vnd.oci.empty.v1+json","size":2,"digest":"%s"}%s}
                """.formatted(MANIFEST_TYPE, digest, more);
        for (String tag : tags) {
            String path = "/v2/" + name + "/manifests/" + tag;
            assertThat(ada.change("PUT", path, manifest, MANIFEST_TYPE).statusCode())
                    .isEqualTo(201);
        }
    }
}
