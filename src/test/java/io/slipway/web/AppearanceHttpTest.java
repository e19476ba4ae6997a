package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.Appearance;
import io.slipway.accounts.Appearances;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class AppearanceHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String PATH = "/settings/appearance";
    private static final Map<String, String> CHOICE = Map.of(
            "theme",
            "dark",
            "language",
            "ca",
            "density",
            "compact",
            "times",
            "absolute",
            "keys",
            "off",
            "next",
            "/orgs");

    @Autowired
    private Users users;

    @Autowired
    private Appearances appearances;

    @LocalServerPort
    private int port;

    @BeforeEach
    void settle() {
        for (String name : new String[] {"ada", "eve", "zoe"}) {
            if (users.find(name).isEmpty()) {
                users.create(NewUser.person(name, PASSWORD));
            }
        }
    }

    @Test
    void countsInEveryBrowserOnceOneSignsInThere() throws Exception {
        HttpResponse<String> saved = as("ada").submit(PATH, CHOICE);
        assertThat(Browser.location(saved)).isEqualTo(PATH + "?done=saved");

        Browser other = new Browser(port);
        assertThat(other.get("/").body()).doesNotContain("data-density", "data-theme=\"dark\"");
        other.signIn("ada", PASSWORD);
        assertThat(other.get(PATH).body())
                .contains("<html lang=\"ca\"", "data-theme=\"dark\"", "data-density=\"compact\"")
                .contains("data-times=\"absolute\"", "data-keys=\"off\"");
    }

    @Test
    void keepsWhatAFormLeavesOut() throws Exception {
        Browser eve = as("eve");
        eve.submit(PATH, CHOICE);

        HttpResponse<String> switched = eve.submit(PATH, Map.of("theme", "light", "next", "/orgs"));
        assertThat(Browser.location(switched)).isEqualTo("/orgs");
        assertThat(eve.get("/orgs").body())
                .contains("<html lang=\"ca\"", "data-theme=\"light\"", "data-density=\"compact\"");
        assertThat(appearances.get(id("eve")))
                .isEqualTo(new Appearance(
                        Optional.of("light"), Optional.of("ca"), Optional.of("compact.absolute.keyless")));
        eve.submit(PATH, Map.of("density", "comfortable", "times", "relative", "keys", "on"));
        assertThat(eve.get("/").body()).doesNotContain("data-density", "data-times", "data-keys");
    }

    @Test
    void keepsNothingThatIsNoChoice() throws Exception {
        Browser zoe = as("zoe");
        zoe.submit(PATH, Map.of("theme", "\"><script>", "language", "xx", "next", "/"));

        assertThat(appearances.get(id("zoe"))).isEqualTo(Appearance.NONE);
        zoe.cookies().put("slipway-reading", "compact.<script>..");
        assertThat(zoe.get("/").body()).contains("data-density=\"compact\"").doesNotContain("<script>");
    }

    @Test
    void isForThisBrowserOnlyWithoutAnAccount() throws Exception {
        Browser anyone = new Browser(port);
        HttpResponse<String> switched = anyone.submit("/login", PATH, Map.of("theme", "dark", "next", "/login"));

        assertThat(Browser.location(switched)).isEqualTo("/login");
        assertThat(anyone.get("/login").body()).contains("data-theme=\"dark\"");
        assertThat(Browser.location(anyone.get(PATH))).startsWith("/login?next=");
    }

    @Test
    @Tag("B4")
    void changesNothingForSomebodyAsWhomTheSiteIsSeen() throws Exception {
        if (users.find("root").isEmpty()) {
            User root = users.create(NewUser.person("root", PASSWORD));
            users.setAdministrator(root.id(), true);
        }
        Browser root = as("root");
        root.submit("/admin/users/zoe", "/settings/see-as", Map.of("user", "zoe"));
        root.submit("/", PATH, CHOICE);

        assertThat(root.get("/").body()).contains("data-density=\"compact\"");
        assertThat(appearances.get(id("zoe"))).isEqualTo(Appearance.NONE);
        assertThat(appearances.get(id("root"))).isEqualTo(Appearance.NONE);
    }

    private long id(String name) {
        return users.find(name).orElseThrow().id();
    }

    private Browser as(String name) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(name, PASSWORD);
        return browser;
    }
}
