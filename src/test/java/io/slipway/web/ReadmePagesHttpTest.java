package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class ReadmePagesHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String WEB = "/r/acme/web";
    private static final String EDIT = WEB + "/-/readme";
    private static final Pattern EDITION = Pattern.compile("name=\"edition\" value=\"([0-9a-f]{32})\"");

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Members members;

    @LocalServerPort
    private int port;

    private Browser ada;

    @BeforeEach
    void settle() throws Exception {
        if (users.find("ada").isEmpty()) {
            User owner = users.create(NewUser.person("ada", PASSWORD));
            User member = users.create(NewUser.person("bob", PASSWORD));
            users.create(NewUser.person("eve", PASSWORD));
            users.setAuditor(users.create(NewUser.person("aud", PASSWORD)).id(), true);
            Organisation acme = organisations.create(new AccountName("acme"), "", "", owner.id());
            members.add(acme.id(), member.id(), false);
            new Pusher(port, "ada", PASSWORD).push("acme/web", "1.0");
        }
        ada = as("ada");
    }

    @Test
    void showsWhatTheRepositorySaysOfItselfAndHowToGetIt() throws Exception {
        write("# Our site\n\nRun it with `docker run`.");

        String page = ada.get(WEB).body();
        assertThat(page)
                .contains("<h2 id=\"readme-our-site\">Our site</h2>", "Edit the README")
                .contains("docker pull " + ada.host() + "/acme/web:1.0")
                .contains("href=\"" + EDIT + "\"");
        assertThat(as("bob").get(WEB).body())
                .contains("<h2 id=\"readme-our-site\">Our site</h2>")
                .doesNotContain(EDIT);
    }

    @Test
    void asksForAReadmeWhereThereIsNone() throws Exception {
        write("");

        assertThat(ada.get(WEB).body()).contains("Write a README", "Nobody has written yet");
        assertThat(as("bob").get(WEB).body()).doesNotContain("Write a README", "Nobody has written yet");
    }

    @Test
    void showsAPreviewAndKeepsNothingOfIt() throws Exception {
        write("before");

        HttpResponse<String> preview = ada.submit(EDIT, Map.of("text", "\n**after** </textarea>", "preview", "yes"));
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(preview.body()).contains("<strong>after</strong>", ">\n\n**after** &lt;/textarea&gt;</textarea>");
        assertThat(ada.get(WEB).body()).contains("<p>before</p>").doesNotContain("<strong>after", "**after**");
    }

    @Test
    void showsAgainWhatIsTooLong() throws Exception {
        write("before");

        HttpResponse<String> refused = ada.submit(EDIT, Map.of("text", "[".repeat(64 * 1_024 + 1)));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(ada.submit(EDIT, Map.of("text", "[".repeat(1_024 * 1_024))).statusCode())
                .isEqualTo(413);
        assertThat(refused.body()).contains("id=\"text-error\"");
        assertThat(ada.get(WEB).body()).contains("<p>before</p>");
    }

    @Test
    void asksTheLaterOneOfTwoWhoEditAtOnce() throws Exception {
        write("before");
        String edition = edition(ada);
        assertThat(ada.submit(EDIT, Map.of("text", "hers", "edition", edition)).statusCode())
                .isEqualTo(303);

        HttpResponse<String> asked = ada.submit(EDIT, Map.of("text", "his <b>", "edition", edition));
        assertThat(asked.statusCode()).isEqualTo(409);
        assertThat(asked.body())
                .contains("Somebody else saved this README", ">\nhis &lt;b&gt;</textarea>", ">\nhers</textarea>");
        assertThat(ada.get(WEB).body()).contains("<p>hers</p>").doesNotContain("<p>his");

        // with what that page carries, the choice is made
        String seen = edition(asked.body());
        assertThat(ada.submit(EDIT, Map.of("text", "his", "edition", seen)).statusCode())
                .isEqualTo(303);
        assertThat(ada.get(WEB).body()).contains("<p>his</p>");
    }

    @Test
    void takesTheSameTextTwice() throws Exception {
        write("before");
        String edition = edition(ada);
        ada.submit(EDIT, Map.of("text", "same", "edition", edition));

        assertThat(ada.submit(EDIT, Map.of("text", "same", "edition", edition)).statusCode())
                .isEqualTo(303);
    }

    @Test
    void keepsTheEditionOverPreviewsAndRefusals() throws Exception {
        write("before");
        String edition = edition(ada);
        write("meanwhile");

        String preview = ada.submit(EDIT, Map.of("text", "x", "edition", edition, "preview", "yes"))
                .body();
        String refused = ada.submit(EDIT, Map.of("text", "[".repeat(64 * 1_024 + 1), "edition", edition))
                .body();
        assertThat(edition(preview)).isEqualTo(edition);
        assertThat(edition(refused)).isEqualTo(edition);
    }

    @Test
    @Tag("G1")
    void writesNothingThatRunsIntoThePage() throws Exception {
        write(
                "<script>alert(1)</script><img src=x onerror=alert(1)>\n\n<p style=\"x\" onclick=\"alert(1)\">text</p>\n\n"
                        + "[a](javascript:alert(1)) ![b](https://tracker.example/b.png)");

        String page = ada.get(WEB).body();
        assertThat(page)
                .contains("<p>text</p>")
                .doesNotContain("alert(1)", "onerror", "onclick", "style=", "src=\"https://tracker");
        write("");
    }

    @Test
    @Tag("B4")
    void letsNobodyElseWrite() throws Exception {
        for (String name : new String[] {"bob", "aud", "eve"}) {
            Browser browser = as(name);
            assertThat(browser.get(EDIT).statusCode()).isEqualTo(404);
            assertThat(browser.submit("/", EDIT, Map.of("text", name)).statusCode())
                    .isEqualTo(404);
        }
        Browser anyone = new Browser(port);
        assertThat(anyone.get(WEB).statusCode()).isEqualTo(404);
        assertThat(as("eve").get(WEB).statusCode()).isEqualTo(404);
        assertThat(ada.post(EDIT, Map.of("text", "x")).statusCode()).isEqualTo(403);
    }

    private static String edition(Browser browser) throws Exception {
        return edition(browser.get(EDIT).body());
    }

    private static String edition(String page) {
        Matcher found = EDITION.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void write(String text) throws Exception {
        HttpResponse<String> saved = ada.submit(EDIT, Map.of("text", text));
        assertThat(Browser.location(saved)).isEqualTo(WEB + "?done=saved");
    }

    private Browser as(String name) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(name, PASSWORD);
        return browser;
    }
}
