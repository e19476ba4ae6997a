package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class SignInHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String OTHER = "staple of another kind";
    private static final String SESSION = "slipway";

    @Autowired
    private Users users;

    @LocalServerPort
    private int port;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port);
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", PASSWORD));
        }
    }

    @Test
    void signsInWithTheRightPassword() throws Exception {
        HttpResponse<String> answer = browser.signIn("ada", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).isEqualTo("/");
        assertThat(browser.get("/").body()).contains("ada").doesNotContain("href=\"/login");
    }

    @Test
    void saysTheSameOfAWrongPasswordAndAnUnknownUser() throws Exception {
        HttpResponse<String> wrong = browser.signIn("ada", OTHER);
        HttpResponse<String> unknown = browser.signIn("eve", OTHER);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("The user name or the password is not right.");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(withoutToken(unknown.body()))
                .isEqualTo(withoutToken(wrong.body()).replace("ada", "eve"));
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
    }

    @Test
    @Tag("H7")
    void keepsTheSessionFromScriptsAndOtherSites() throws Exception {
        HttpResponse<String> answer = browser.signIn("ada", PASSWORD);

        assertThat(Browser.setCookies(answer))
                .filteredOn(it -> it.startsWith("slipway="))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .contains("; HttpOnly", "; SameSite=Lax", "; Path=/")
                        .doesNotContain("Secure", "Domain"));
    }

    @Test
    @Tag("H7")
    void bindsTheSessionToTheHostOnHttps() throws Exception {
        HttpResponse<String> answer = Browser.onHttps(port).signIn("ada", PASSWORD);

        assertThat(Browser.setCookies(answer))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-slipway")
                        .contains("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/")
                        .doesNotContain("Domain"));
    }

    @Test
    @Tag("H7")
    void makesANewSessionAtEachSignInAndEndsTheOldOne() throws Exception {
        browser.signIn("ada", PASSWORD);
        String first = browser.cookies().get(SESSION);
        Browser thief = new Browser(port);
        thief.cookies().put(SESSION, first);

        HttpResponse<String> form = thief.get("/password");
        browser.post(
                "/login",
                Map.of(
                        "username",
                        "ada",
                        "password",
                        PASSWORD,
                        "_csrf",
                        Browser.token(browser.get("/").body()).orElseThrow()));

        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(browser.cookies().get(SESSION)).isNotEqualTo(first);
        assertThat(Browser.location(thief.get("/password"))).startsWith("/login");
    }

    @Test
    @Tag("H7")
    void endsTheSessionOnTheServerAtSignOut() throws Exception {
        browser.signIn("ada", PASSWORD);
        Browser thief = new Browser(port);
        thief.cookies().put(SESSION, browser.cookies().get(SESSION));

        HttpResponse<String> answer = browser.post(
                "/logout",
                Map.of("_csrf", Browser.token(browser.get("/").body()).orElseThrow()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(browser.cookies()).doesNotContainKey(SESSION);
        assertThat(thief.get("/").body()).contains("href=\"/login");
    }

    @Test
    @Tag("H7")
    void neverMakesAServletSession() throws Exception {
        browser.get("/");
        browser.signIn("ada", PASSWORD);
        browser.get("/missing");

        assertThat(browser.cookies()).containsOnlyKeys(SESSION, "slipway-csrf");
    }

    @ParameterizedTest
    @Tag("G3")
    @ValueSource(strings = {"/login", "/logout", "/password", "/settings/appearance"})
    void refusesFormsWithoutTheToken(String path) throws Exception {
        browser.signIn("ada", PASSWORD);

        assertThat(browser.post(path, Map.of()).statusCode()).isEqualTo(403);
    }

    @Test
    @Tag("G3")
    void refusesTheTokenOfAnotherBrowser() throws Exception {
        Browser other = new Browser(port);
        String token = Browser.token(other.get("/login").body()).orElseThrow();
        browser.get("/login");

        HttpResponse<String> answer =
                browser.post("/login", Map.of("username", "ada", "password", PASSWORD, "_csrf", token));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("This form is not accepted");
    }

    @ParameterizedTest
    @Tag("G3")
    @ValueSource(strings = {"https://evil.example.com", "null", "http://localhost.evil.example.com", "nonsense", ""})
    void refusesFormsOfOtherOrigins(String origin) throws Exception {
        HttpResponse<String> answer = browser.with("Origin", origin).signIn("ada", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    @Tag("G3")
    void acceptsFormsOfItsOwnOrigin() throws Exception {
        HttpResponse<String> answer =
                browser.with("Origin", "http://" + browser.host()).signIn("ada", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @Tag("G3")
    @ValueSource(strings = {"/logout"})
    void changesNothingOnGet(String path) throws Exception {
        browser.signIn("ada", PASSWORD);

        assertThat(browser.get(path).statusCode()).isIn(404, 405);
        assertThat(browser.get("/").body()).doesNotContain("href=\"/login");
    }

    @ParameterizedTest
    @Tag("G4")
    @ValueSource(
            strings = {
                "//evil.example.com",
                "/\\evil.example.com",
                "\\\\evil.example.com",
                "https:evil.example.com",
                "https://evil.example.com",
                "/\t/evil.example.com",
                "/\r\nLocation: https://evil.example.com",
                "javascript:alert(1)",
                "user@evil.example.com",
                "evil.example.com",
                " //evil.example.com",
                ""
            })
    void goesToItsOwnPagesOnlyAfterSignIn(String next) throws Exception {
        HttpResponse<String> answer =
                browser.submit("/login", Map.of("username", "ada", "password", PASSWORD, "next", next));

        assertThat(Browser.location(answer)).isEqualTo("/");
    }

    @Test
    void goesOnToThePageThatWasAskedFor() throws Exception {
        HttpResponse<String> answer = browser.submit(
                "/login", Map.of("username", "ada", "password", PASSWORD, "next", "/r/ada/web/-/tags?q=1.0"));

        assertThat(Browser.location(answer)).isEqualTo("/r/ada/web/-/tags?q=1.0");
    }

    @Test
    @Tag("H1")
    void showsNothingBeforeTheFirstPasswordIsChanged() throws Exception {
        users.create(first("grace"));

        assertThat(Browser.location(browser.signIn("grace", PASSWORD))).isEqualTo("/password");
        assertThat(Browser.location(browser.get("/"))).isEqualTo("/password");
        assertThat(Browser.location(browser.get("/r/grace/web/-/tags"))).isEqualTo("/password");
        assertThat(browser.submit("/password", change(PASSWORD, PASSWORD)).body())
                .contains("must differ");
        assertThat(browser.submit("/password", change(PASSWORD, OTHER)).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("H1")
    void takesAFirstPasswordFromThisMachineOnly() throws Exception {
        users.create(first("edsger"));

        HttpResponse<String> answer =
                browser.with("X-Forwarded-For", "198.51.100.4").signIn("edsger", PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("works only on the machine");
    }

    @Test
    @Tag("H7")
    void endsAllOtherSessionsWithAChangedPassword() throws Exception {
        users.create(NewUser.person("linus", PASSWORD));
        Browser other = new Browser(port);
        other.signIn("linus", PASSWORD);
        browser.signIn("linus", PASSWORD);
        String before = browser.cookies().get(SESSION);

        browser.submit("/password", change(PASSWORD, OTHER));

        assertThat(browser.cookies().get(SESSION)).isNotEqualTo(before);
        assertThat(browser.get("/").body()).contains("linus");
        assertThat(other.get("/").body()).contains("href=\"/login");
        assertThat(new Browser(port).signIn("linus", PASSWORD).statusCode()).isEqualTo(422);
    }

    @Test
    void saysBesideTheFieldWhyAPasswordIsRefused() throws Exception {
        browser.signIn("ada", PASSWORD);

        assertThat(browser.submit("/password", change(OTHER, OTHER)).body()).contains("id=\"current-error\"");
        assertThat(browser.submit("/password", change(PASSWORD, "short")).body())
                .contains("id=\"changed-error\"");
        assertThat(browser.submit("/password", Map.of("current", PASSWORD, "changed", OTHER, "repeat", "x"))
                        .body())
                .contains("id=\"repeat-error\"");
    }

    private static NewUser first(String name) {
        return new NewUser(
                new AccountName(name),
                Optional.empty(),
                PASSWORD,
                false,
                Optional.of(Instant.now().plusSeconds(3_600)));
    }

    private static Map<String, String> change(String current, String changed) {
        return Map.of("current", current, "changed", changed, "repeat", changed);
    }

    private static String withoutToken(String page) {
        return page.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "");
    }
}
