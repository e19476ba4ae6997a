package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class StarHttpTest {

    private static final String PASSWORD = "a horse, a battery and a staple";
    private static final String OPEN = "/r/stellar/open/-/star";

    @Autowired
    private Users users;

    @Autowired
    private Repositories repositories;

    @LocalServerPort
    private int port;

    private Browser browser;

    @BeforeEach
    void push() throws Exception {
        browser = new Browser(port);
        for (String name : List.of("stellar", "gazer")) {
            if (users.find(name).isEmpty()) {
                users.create(NewUser.person(name, PASSWORD));
            }
        }
        if (repositories.find(new RepositoryName("stellar/open")).isEmpty()) {
            Pusher pusher = new Pusher(port, "stellar", PASSWORD);
            pusher.push("stellar/open", "1");
            pusher.push("stellar/shut", "1");
        }
        repositories.setVisibility(repository("stellar/open"), Visibility.PUBLIC);
    }

    @Test
    void starsWithAFormAndLeadsBack() throws Exception {
        browser.signIn("gazer", PASSWORD);
        HttpResponse<String> answer = press(OPEN, "yes", "/explore?q=stellar");
        press(OPEN, "yes", "/");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).isEqualTo("/explore?q=stellar");
        assertThat(browser.get("/explore?starred=yes").body()).contains("href=\"/r/stellar/open\"", "1 star\"");
        assertThat(browser.get("/r/stellar/open/-/tags").body()).contains("aria-pressed=\"true\"");
        assertThat(new Browser(port).get("/explore?q=stellar").body()).contains("1 star<");
        assertThat(new Browser(port).get("/explore?starred=yes").statusCode()).isEqualTo(200);

        press(OPEN, "no", "https://example.org/");
        assertThat(browser.get("/explore?starred=yes").body()).doesNotContain("/r/stellar/open/");
        assertThat(browser.get("/r/stellar/open/-/tags").body()).contains("aria-pressed=\"false\"");
    }

    @Test
    @Tag("A2")
    void starsNothingThatOneDoesNotSeeAndForgetsWhatOneSeesNoMore() throws Exception {
        browser.signIn("gazer", PASSWORD);
        press(OPEN, "yes", "/");
        repositories.setVisibility(repository("stellar/open"), Visibility.PRIVATE);

        assertThat(press("/r/stellar/shut/-/star", "yes", "/").statusCode()).isEqualTo(404);
        assertThat(press("/r/stellar/none/-/star", "yes", "/").statusCode()).isEqualTo(404);
        assertThat(browser.get("/explore?starred=yes").body()).doesNotContain("stellar");
        assertThat(send("GET", "").body()).isEqualTo("[]");
        assertThat(send("PUT", "/stellar/shut").statusCode()).isEqualTo(404);
    }

    @Test
    void putsStarsFirstOnTheDashboard() throws Exception {
        browser.signIn("gazer", PASSWORD);
        press(OPEN, "no", "/");
        String before = browser.get("/").body();
        press(OPEN, "yes", "/");
        String after = browser.get("/").body();
        press(OPEN, "no", "/");

        assertThat(before)
                .contains("id=\"recent\"", ">stellar/open</a>")
                .doesNotContain("id=\"starred\"", "stellar/shut");
        assertThat(after).containsSubsequence("id=\"starred\"", ">stellar/open</a>", "id=\"recent\"");
        Browser owner = new Browser(port);
        owner.signIn("stellar", PASSWORD);
        assertThat(owner.get("/").body()).containsSubsequence("id=\"own\"", ">stellar/shut</a>", "id=\"recent\"");
    }

    @Test
    @Tag("G3")
    void refusesAFormWithoutItsToken() throws Exception {
        browser.signIn("gazer", PASSWORD);

        assertThat(browser.post(OPEN, Map.of("starred", "yes")).statusCode()).isEqualTo(403);
    }

    @Test
    void starsByRest() throws Exception {
        assertThat(send("PUT", "/stellar/open").statusCode()).isEqualTo(204);
        assertThat(send("PUT", "/stellar/open").statusCode()).isEqualTo(204);
        assertThat(send("GET", "").body()).contains("\"stellar/open\"");
        assertThat(send("DELETE", "/stellar/open").statusCode()).isEqualTo(204);
        assertThat(send("DELETE", "/stellar/open").statusCode()).isEqualTo(204);
        assertThat(send("GET", "").body()).isEqualTo("[]");
        assertThat(send("GET", "?after=x").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> press(String path, String starred, String next) throws Exception {
        String token = Browser.token(browser.get("/").body()).orElseThrow();
        return browser.post(path, Map.of("_csrf", token, "starred", starred, "next", next));
    }

    private HttpResponse<String> send(String method, String rest) throws Exception {
        String pair = Base64.getEncoder().encodeToString(("gazer:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/me/stars" + rest))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Basic " + pair)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Repository repository(String name) {
        return repositories.find(new RepositoryName(name)).orElseThrow().forWriting();
    }
}
