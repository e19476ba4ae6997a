package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.Description;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class ExploreHttpTest {

    private static final String PASSWORD = "a horse, a battery and a staple";
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    @Autowired
    private Users users;

    @Autowired
    private Repositories repositories;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Browser browser;

    @BeforeEach
    void push() throws Exception {
        browser = new Browser(port);
        for (String name : List.of("seeker", "keeper")) {
            if (users.find(name).isEmpty()) {
                users.create(NewUser.person(name, PASSWORD));
            }
        }
        if (repositories.find(new RepositoryName("keeper/quarry-web")).isEmpty()) {
            Pusher keeper = new Pusher(port, "keeper", PASSWORD);
            keeper.push("keeper/quarry-web", "quarry-1.0");
            keeper.push("keeper/quarry-vault", "quarry-2.0");
            new Pusher(port, "seeker", PASSWORD).push("seeker/quarry", "quarry-3.0");
            Repository open = repository("keeper/quarry-web");
            repositories.setVisibility(open, Visibility.PUBLIC);
            repositories.describe(repository("keeper/quarry-web"), new Description("<b>Stone</b> & sand"));
        }
    }

    @Test
    void showsStrangersWhatIsPublicAndNoTraceOfTheRest() throws Exception {
        for (String query : List.of("", "?q=quarry", "?q=quarry&sort=name", "?q=quarry&type=tags", "?ns=keeper")) {
            assertThat(browser.get("/explore" + query).body())
                    .as(query)
                    .contains("keeper/")
                    .doesNotContain("vault", "seeker/", "quarry-2.0", "quarry-3.0");
        }
        assertThat(browser.get("/explore?q=quarry").body()).contains("1 repository", "action=\"/explore\"");
        assertThat(browser.get("/explore?q=vault").body()).contains("Nothing you may see matches", "href=\"/login\"");
        assertThat(browser.get("/explore?ns=seeker").body()).doesNotContain("seeker/quarry");
    }

    @Test
    void marksWhatWasLookedForAndRunsNothingOfIt() throws Exception {
        assertThat(browser.get("/explore?q=QUARRY%20stone").body())
                .contains("<mark class=\"hit\">quarry</mark>")
                .contains("&lt;b&gt;<mark class=\"hit\">Stone</mark>&lt;/b&gt; &amp; sand");
        assertThat(browser.get("/explore?q=%3Cscript%3Ealert(1)%3C/script%3E&ns=%22%3E%3Cb%3E")
                        .body())
                .doesNotContain("<script>alert", "\"><b>");
    }

    @Test
    void narrowsTheListAndLeadsBack() throws Exception {
        browser.signIn("seeker", PASSWORD);
        String all = browser.get("/explore?q=quarry").body();
        String chosen =
                browser.get("/explore?q=quarry&ns=keeper&visibility=public").body();

        assertThat(all)
                .contains(
                        "2 repositories",
                        "/explore?q=quarry&amp;ns=keeper\"",
                        "/explore?q=quarry&amp;visibility=public\"");
        assertThat(chosen)
                .contains("1 repository", "href=\"/explore?q=quarry&amp;ns=keeper\"", "href=\"/explore?q=quarry\"")
                .doesNotContain("/r/seeker/quarry/");
        assertThat(browser.get("/explore?q=quarry&sort=name").body())
                .containsSubsequence("/r/keeper/quarry-web/", "/r/seeker/quarry/");
        assertThat(browser.get("/explore?q=quarry&sort=pulls").body())
                .contains(
                        "name=\"sort\" value=\"pulls\"", "/explore?q=quarry&amp;ns=keeper&amp;sort=pulls\"", "30 days");
        assertThat(browser.get("/explore?q=quarry&sort=newest").body())
                .containsSubsequence("/r/seeker/quarry/", "/r/keeper/quarry-web/");
    }

    @Test
    void offersKindsAndPlatformsThatAreSeen() throws Exception {
        await().untilAsserted(() -> assertThat(
                        browser.get("/explore?q=quarry&sort=name").body())
                .contains("/explore?q=quarry&amp;kind=image&amp;sort=name\"", ">Images<"));
        Browser seeker = new Browser(port);
        seeker.signIn("seeker", PASSWORD);

        // what a worker still measures of the pushes comes between
        await().untilAsserted(() -> {
            have("keeper/quarry-web", "kind=image", "platform=<b>/&");
            have("seeker/quarry", "kind=chart", "platform=secret/os");
            assertThat(browser.get("/explore?q=quarry").body())
                    .contains("&lt;b&gt;/&amp;")
                    .doesNotContain("Helm", "secret/os", "<b>/");
            assertThat(browser.get("/explore?q=quarry&kind=image&platform=%3Cb%3E/%26")
                            .body())
                    .contains("1 repository", "name=\"kind\" value=\"image\"", "value=\"&lt;b&gt;/&amp;\"")
                    .contains("All repositories");
            assertThat(browser.get("/explore?q=quarry&kind=chart").body()).doesNotContain("secret/os", "1 repository");
            assertThat(seeker.get("/explore?q=quarry").body()).contains("Helm charts", "secret/os");
        });
    }

    private void have(String repository, String... facets) {
        jdbc.sql("""
                        INSERT INTO content.repository_content AS c (repository_id, facets)
                        SELECT id, :facets FROM content.repository WHERE name = :name
                        ON CONFLICT (repository_id) DO UPDATE SET facets = EXCLUDED.facets
                        """).param("name", repository).param("facets", facets).update();
    }

    @Test
    void findsTagsAndPastedDigests() throws Exception {
        browser.signIn("keeper", PASSWORD);
        String tags = browser.get("/explore?q=web:quarry-").body();
        String digest = DIGEST.matcher(tags).results().findFirst().orElseThrow().group();
        String manifests = browser.get("/explore?q=" + digest).body();

        assertThat(tags).contains("quarry-1.0").doesNotContain("quarry-2.0");
        assertThat(manifests).contains("/r/keeper/quarry-web/-/manifests/" + digest);
        assertThat(new Browser(port).get("/explore?type=tags").body()).contains("Type the start of a tag");
        assertThat(new Browser(port).get("/explore?type=manifests&q=abc").body())
                .contains("twelve digits");
    }

    @ParameterizedTest
    @Tag("G1")
    @ValueSource(
            strings = {
                "after=x",
                "after=9999999999999999999.1",
                "type=tags&q=x&after=x",
                "type=manifests&q=0123456789ab&after=x",
                "type=people",
                "sort=size",
                "visibility=x",
                "kind=x&platform=%00",
                "q=%00",
                "q=%25%5C_&ns=%00"
            })
    void takesAnyAddress(String query) throws Exception {
        assertThat(browser.get("/explore?" + query).statusCode()).isEqualTo(200);
    }

    private Repository repository(String name) {
        return repositories.find(new RepositoryName(name)).orElseThrow().forWriting();
    }
}
