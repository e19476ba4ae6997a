package io.slipway.api;

import static io.slipway.api.AccountHttpBase.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NamespacesHttpTest extends OrganisationsHttpBase {

    private static final String NAMESPACES = "/api/v1/namespaces/";

    @Test
    void showsStrangersWhatAnOrganisationSaysAndItsPublicRepositories() {
        ada.patch(org, "{\"displayName\":\"Acme\",\"description\":\"Rockets\"}");
        make("open", "public");
        make("closed", "private");
        String face = NAMESPACES + name();

        for (Site stranger : List.of(anyone, eve)) {
            HttpResponse<String> answer = stranger.get(face);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .isEqualTo("{\"name\":\"" + name()
                            + "\",\"kind\":\"organisation\",\"displayName\":\"Acme\",\"description\":\"Rockets\"}");
            assertThat(names(stranger.get(face + "/repositories"))).containsExactly(name() + "/open");
        }
        assertThat(names(bob.get(face + "/repositories"))).containsExactly(name() + "/closed", name() + "/open");
    }

    @Test
    @Tag("A2")
    void hidesOrganisationsWithoutPublicRepositoriesLikeMissingOnes() {
        make("closed", "private");

        for (String below : List.of("", "/repositories")) {
            HttpResponse<String> hidden = eve.get(NAMESPACES + name() + below);
            HttpResponse<String> missing = eve.get(NAMESPACES + "missing" + below);
            assertProblem(hidden, 404, "not-found");
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.body().replace("missing", name())).isEqualTo(hidden.body());
            assertThat(anyone.get(NAMESPACES + name() + below).statusCode()).isEqualTo(404);
            assertThat(bob.get(NAMESPACES + name() + below).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void showsPeopleToWhoeverIsSignedIn() {
        person("zed");

        assertThat(eve.get(NAMESPACES + "zed").body())
                .isEqualTo("{\"name\":\"zed\",\"kind\":\"user\",\"displayName\":\"\",\"description\":\"\"}");
        assertThat(eve.get(NAMESPACES + "zed/repositories").body()).isEqualTo("[]");
    }

    @Test
    @Tag("H5")
    void hidesPeopleWithoutPublicRepositoriesFromNobodyLikeMissingOnes() {
        Site zoe = person("zoe");
        HttpResponse<String> hidden = anyone.get(NAMESPACES + "zoe");
        HttpResponse<String> missing = anyone.get(NAMESPACES + "zoo");
        assertProblem(hidden, 404, "not-found");
        assertThat(missing.body().replace("zoo", "zoe")).isEqualTo(hidden.body());

        zoe.post("/api/v1/repositories", "{\"name\":\"zoe/open\",\"visibility\":\"public\"}");
        assertThat(anyone.get(NAMESPACES + "zoe").statusCode()).isEqualTo(200);
    }

    @Test
    void pagesInsideTheNamespace() {
        for (String repository : List.of("a", "b", "c")) {
            make(repository, "public");
        }
        String path = NAMESPACES + name() + "/repositories";

        HttpResponse<String> first = anyone.get(path + "?limit=2");
        String next = first.headers().firstValue("Link").orElseThrow();
        HttpResponse<String> second = anyone.get(next.substring(1, next.indexOf('>')));

        assertThat(names(first)).containsExactly(name() + "/a", name() + "/b");
        assertThat(names(second)).containsExactly(name() + "/c");
        assertThat(second.headers().firstValue("Link")).isEmpty();
        assertThat(names(anyone.get(path + "?after=zzz/z"))).hasSize(3);
    }

    private void make(String repository, String visibility) {
        HttpResponse<String> answer = ada.post(
                "/api/v1/repositories",
                "{\"name\":\"" + name() + "/" + repository + "\",\"visibility\":\"" + visibility + "\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static List<String> names(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.read(answer.body(), "$[*].name");
    }
}
