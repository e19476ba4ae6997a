package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class PaletteHttpTest {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @LocalServerPort
    private int port;

    @BeforeEach
    void settle() throws Exception {
        if (users.find("ada").isEmpty()) {
            User ada = users.create(NewUser.person("ada", PASSWORD));
            users.create(NewUser.person("eve", PASSWORD));
            users.setAuditor(users.create(NewUser.person("aud", PASSWORD)).id(), true);
            organisations.create(new AccountName("harbour"), "The <b>Harbour</b>", "", ada.id());
            new Pusher(port, "ada", PASSWORD).push("harbour/crane", "1.0");
        }
    }

    @Test
    void findsRepositoriesOrganisationsAndPages() throws Exception {
        Browser ada = as("ada");

        assertThat(paths(ada, "harb")).contains("/r/harbour/crane", "/orgs/harbour");
        assertThat(paths(ada, "settings sec")).containsExactly("/settings/security");
        assertThat(paths(ada, "TOKEN")).containsExactly("/settings/tokens");
        assertThat(paths(ada, "")).contains("/orgs/harbour", "/orgs/-/new").doesNotContain("/r/harbour/crane");
        assertThat(paths(ada, "no such thing")).isEmpty();
    }

    @Test
    void leadsToAllRepositoriesByKeys() throws Exception {
        assertThat(paths(as("ada"), "all repositories")).containsExactly("/explore");
        for (Browser browser : List.of(as("ada"), new Browser(port))) {
            assertThat(browser.get("/").body()).contains("href=\"/explore\" data-go=\"r\"");
        }
    }

    @Test
    void speaksTheLanguageOfTheReader() throws Exception {
        Browser ada = as("ada").with("Accept-Language", "es");

        assertThat(find(ada, "crane").body()).contains("\"kind\":\"Repositorio\"");
        assertThat(paths(ada, "apariencia")).containsExactly("/settings/appearance");
    }

    @Test
    @Tag("B3")
    void offersNobodyWhatTheyMayNotSee() throws Exception {
        for (Browser browser : List.of(as("eve"), new Browser(port))) {
            assertThat(paths(browser, "harb")).isEmpty();
            assertThat(paths(browser, "crane")).isEmpty();
            assertThat(paths(browser, "admin")).isEmpty();
        }
        assertThat(paths(as("aud"), "audit")).contains("/admin/audit");
        assertThat(paths(new Browser(port), "")).containsExactly("/", "/explore", "/api/docs", "/login");
    }

    @Test
    void offersNoMoreThanTwenty() throws Exception {
        Pusher pusher = new Pusher(port, "ada", PASSWORD);
        for (int number : IntStream.range(0, 12).toArray()) {
            pusher.push("ada/settings-" + number, "1");
            organisations.create(
                    new AccountName("settings-" + number),
                    "",
                    "",
                    users.find("ada").orElseThrow().id());
        }

        assertThat(paths(as("ada"), "s")).hasSize(20);
    }

    @Test
    @Tag("G1")
    void takesWhateverIsTyped() throws Exception {
        for (String words : List.of("<script>", "%", "_", "\"", "\0", "a".repeat(3_000), "'; DROP TABLE x; --", "\\")) {
            HttpResponse<String> answer = find(as("ada"), words);
            assertThat(answer.statusCode()).as(words).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    private static List<String> paths(Browser browser, String words) throws Exception {
        return JsonPath.read(find(browser, words).body(), "$[*].path");
    }

    private static HttpResponse<String> find(Browser browser, String words) throws Exception {
        return browser.get("/-/palette?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8));
    }

    private Browser as(String name) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(name, PASSWORD);
        return browser;
    }
}
