package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.RepositoryState;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class PagesHttpTest {

    private static final String PASSWORD = "correct horse battery";

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
        for (String name : List.of("ada", "eve", "new")) {
            if (users.find(name).isEmpty()) {
                users.create(NewUser.person(name, PASSWORD));
            }
        }
        if (repositories.find(new RepositoryName("ada/web")).isEmpty()) {
            Pusher pusher = new Pusher(port, "ada", PASSWORD);
            pusher.push("ada/web", "1.0", "latest");
            pusher.push("ada/web", "1.1");
            pusher.push("ada/open", "first");
            RepositoryState open =
                    repositories.find(new RepositoryName("ada/open")).orElseThrow();
            repositories.setVisibility(open.forWriting(), Visibility.PUBLIC);
        }
    }

    @Test
    void listsWhatTheReaderMayRead() throws Exception {
        browser.signIn("ada", PASSWORD);

        assertThat(browser.get("/").body()).contains(">ada/web</a>", ">ada/open</a>");
        assertThat(browser.get("/?q=WEB").body()).contains(">ada/web</a>").doesNotContain(">ada/open</a>");
        assertThat(browser.get("/?after=ada/open").body())
                .contains(">ada/web</a>")
                .doesNotContain(">ada/open</a>");
    }

    @Test
    void listsARepositoryThatLostItsLastImage() throws Exception {
        Pusher pusher = new Pusher(port, "eve", PASSWORD);
        pusher.push("eve/emptied", "only");
        pusher.delete("eve/emptied", "only");
        browser.signIn("eve", PASSWORD);

        assertThat(browser.get("/").body()).contains(">eve/emptied</a>");
        assertThat(browser.get("/r/eve/emptied/-/tags").statusCode()).isEqualTo(200);
    }

    @Test
    void listsPublicRepositoriesForEverybody() throws Exception {
        assertThat(browser.get("/").body())
                .contains(">ada/open</a>", "href=\"/login")
                .doesNotContain("ada/web");
        assertThat(browser.get("/r/ada/open/-/tags").body()).contains("first").doesNotContain("docker push");
    }

    @Test
    void showsReadyCommandsBeforeTheFirstPush() throws Exception {
        browser.signIn("new", PASSWORD);
        setOpenRepository(Visibility.PRIVATE);
        try {
            assertThat(browser.get("/").body())
                    .contains("docker login " + browser.host() + " -u new")
                    .contains("docker push " + browser.host() + "/new/my-image:latest");
        } finally {
            setOpenRepository(Visibility.PUBLIC);
        }
    }

    @Test
    void showsTagsWithTheirCommands() throws Exception {
        browser.signIn("ada", PASSWORD);

        String page = browser.get("/r/ada/web/-/tags").body();

        assertThat(page)
                .contains("docker pull " + browser.host() + "/ada/web:1.0")
                .contains("docker push " + browser.host() + "/ada/web:latest")
                .contains("3 tags", "href=\"/u/ada\"", "data-copy=");
        assertThat(page.indexOf(">1.1</a>")).isPositive().isLessThan(page.indexOf(">1.0</a>"));
    }

    @Test
    void filtersTagsByNameAndDigest() throws Exception {
        browser.signIn("ada", PASSWORD);
        String all = browser.get("/r/ada/web/-/tags").body();
        int at = all.indexOf("sha256:", all.indexOf(">1.0</a>"));
        String digest = all.substring(at, at + 71);

        assertThat(browser.get("/r/ada/web/-/tags?q=1.1").body())
                .contains(">1.1</a>")
                .doesNotContain(">1.0</a>");
        assertThat(browser.get("/r/ada/web/-/tags?q=" + digest).body())
                .contains(">1.0</a>", ">latest</a>")
                .doesNotContain(">1.1</a>");
    }

    @Test
    @Tag("A2")
    void showsHiddenRepositoriesAsMissingOnes() throws Exception {
        browser.signIn("eve", PASSWORD);

        HttpResponse<String> hidden = browser.get("/r/ada/web/-/tags");
        HttpResponse<String> missing = browser.get("/r/ada/not/-/tags");

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(comparable(hidden)).isEqualTo(comparable(missing).replace("ada/not", "ada/web"));
    }

    @Test
    @Tag("A1")
    void showsPrivateRepositoriesToStrangersAsMissingOnes() throws Exception {
        HttpResponse<String> hidden = browser.get("/r/ada/web/-/tags");
        HttpResponse<String> missing = browser.get("/r/ada/not/-/tags");

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(comparable(hidden)).isEqualTo(comparable(missing).replace("ada/not", "ada/web"));
    }

    @ParameterizedTest
    @CsvSource({"/ada/web, /r/ada/web", "/ada/team/web, /r/ada/team/web", "/ada/web:1.0, /r/ada/web/-/tags/1.0"})
    void opensPastedReferences(String pasted, String page) throws Exception {
        HttpResponse<String> answer = browser.get(pasted);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(Browser.location(answer)).isEqualTo(page);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/settings/other",
                "/api/nothing",
                "/actuator",
                "/actuator/env",
                "/Ada/Web",
                "/ada/..web",
                "/r/",
                "/r/ada/web/-/nothing",
                "/r/-/tags",
                "/error",
                "/assets/nothing.js",
                "/ada/web:a:b",
                "/r/ada/web/-/tags/",
                "/static/x",
                "/favicon.ico"
            })
    @Tag("I1")
    void hasNothingElsewhere(String path) throws Exception {
        assertThat(browser.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @Tag("G2")
    @Tag("G6")
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/r/ada/open/-/tags",
                "/r/ada/not/-/tags",
                "/nothing",
                "/logout",
                "/a//b",
                "/%3B",
                "/%2F",
                "/ada%00"
            })
    void restrictsBrowsersOnEveryPage(String path) throws Exception {
        HttpResponse<String> answer = browser.get(path);

        assertThat(header(answer, "Content-Security-Policy"))
                .contains("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(answer, "Strict-Transport-Security")).isEmpty();
        assertThat(answer.body()).doesNotContainPattern("<script>|<style|\\sstyle=|\\son[a-z]+=");
    }

    @Test
    @Tag("G2")
    void asksForHttpsOnceItIsUsed() throws Exception {
        HttpResponse<String> answer = Browser.onHttps(port).get("/");

        assertThat(header(answer, "Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(answer.body()).doesNotContain("not encrypted");
        assertThat(browser.get("/").body()).contains("not encrypted");
    }

    @Test
    void answersProgramsInTheirOwnForm() throws Exception {
        HttpResponse<String> answer = browser.get("/v2/a//b");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).startsWith("{\"errors\":[");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            es-MX,en;q=0.5        | es
            ca                    | ca
            zh-TW,zh;q=0.9,en     | zh-Hant
            zh-CN,zh              | zh-Hans
            fr,de;q=0.9           | en
            """)
    void speaksTheReadersLanguage(String accepted, String lang) throws Exception {
        HttpResponse<String> answer = browser.with("Accept-Language", accepted).get("/login");

        assertThat(answer.body()).contains("<html lang=\"" + lang + "\"").doesNotContain("??");
    }

    @Test
    void remembersLanguageAndTheme() throws Exception {
        String token = Browser.token(browser.get("/login").body()).orElseThrow();
        Map<String, String> form = Map.of("_csrf", token, "language", "ca", "theme", "dark", "next", "/login");

        HttpResponse<String> answer = browser.post("/settings/appearance", form);

        assertThat(Browser.location(answer)).isEqualTo("/login");
        assertThat(browser.get("/login").body())
                .startsWith("<!DOCTYPE html>")
                .contains("<html lang=\"ca\" data-theme=\"dark\">", "Inicia la sessió");
    }

    private void setOpenRepository(Visibility visibility) {
        RepositoryState open = repositories.find(new RepositoryName("ada/open")).orElseThrow();
        repositories.setVisibility(open.forWriting(), visibility);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String comparable(HttpResponse<String> response) {
        return response.body().replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
