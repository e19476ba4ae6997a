package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Scripts of the pages use the API as whoever is signed in there; nobody else's scripts do.
@SlipwayTest
@Tag("G3")
class ApiSessionHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String HEADER = "X-CSRF-Token";
    private static final String ME = "/api/v1/me";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    private Users users;

    @LocalServerPort
    private int port;

    private User ada;
    private Browser browser;

    @BeforeEach
    void signIn() throws Exception {
        ada = users.create(NewUser.person("ada" + NUMBERS.incrementAndGet(), PASSWORD));
        browser = new Browser(port);
        browser.signIn(ada.name(), PASSWORD);
    }

    @Test
    void actsAsThePersonWhoIsSignedIn() throws Exception {
        browser.with(HEADER, token());

        assertThat(name(browser.get(ME))).isEqualTo(ada.name());
        assertThat(browser.json("PATCH", ME, "{\"displayName\":\"Ada\"}").statusCode())
                .isEqualTo(200);
        assertThat(browser.with("Origin", "http://" + browser.host())
                        .json("POST", "/api/v1/organisations", "{\"name\":\"of-" + ada.name() + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(browser.json("DELETE", "/api/v1/me/sessions", "").statusCode())
                .isEqualTo(204);
        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void actsBehindAProxyThatEndsTls() throws Exception {
        Browser onHttps = Browser.onHttps(port);
        onHttps.signIn(ada.name(), PASSWORD);
        onHttps.with(HEADER, Browser.token(onHttps.get("/").body()).orElseThrow());

        assertThat(name(onHttps.get(ME))).isEqualTo(ada.name());
        assertThat(onHttps.with("Origin", "https://registry.example.com")
                        .get(ME)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void looksAtNoCookieWithoutTheToken() throws Exception {
        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        assertThat(browser.json("PATCH", ME, "{\"displayName\":\"Ada\"}").statusCode())
                .isEqualTo(401);
        assertThat(browser.post(ME, Map.of("_csrf", token())).statusCode()).isEqualTo(401);
        assertThat(browser.get("/api/v1/repositories").statusCode()).isEqualTo(200);
        assertThat(browser.get(ME + "?_csrf=" + token()).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "nonsense-nonsense-nonsense", "%C3", "!!!"})
    void looksAtNoCookieWithAWrongToken(String wrong) throws Exception {
        browser.with(HEADER, wrong.replace("%C3", "%C3"));

        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        assertThat(browser.json("PATCH", ME, "{\"displayName\":\"Ada\"}").statusCode())
                .isEqualTo(401);
    }

    @Test
    void looksAtNoCookieWithTheTokenOfAnotherBrowser() throws Exception {
        Browser other = new Browser(port);
        browser.with(HEADER, Browser.token(other.get("/login").body()).orElseThrow());

        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        assertThat(other.with(HEADER, Browser.token(other.get("/login").body()).orElseThrow())
                        .get(ME)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example.com", "null", "http://localhost.evil.example.com", ""})
    void refusesOtherOrigins(String origin) throws Exception {
        browser.with(HEADER, token()).with("Origin", origin);

        for (HttpResponse<String> answer :
                List.of(browser.get(ME), browser.json("PATCH", ME, "{\"displayName\":\"Eve\"}"))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("origin-refused");
        }
        assertThat(users.find(ada.id()).orElseThrow().displayName()).isEmpty();
    }

    @Test
    void believesAnAuthorizationRatherThanCookies() throws Exception {
        browser.with(HEADER, token()).with("Authorization", "Bearer slp_nonsense");

        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
        assertThat(browser.without("Authorization").get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    void endsWithTheSession() throws Exception {
        browser.with(HEADER, token());
        assertThat(browser.get(ME).statusCode()).isEqualTo(200);

        users.disable(ada.id());

        assertThat(browser.get(ME).statusCode()).isEqualTo(401);
    }

    @Test
    void changesNothingWhileSomebodyElseIsSeen() throws Exception {
        User bob = users.create(NewUser.person("bob-of-" + ada.name(), PASSWORD));
        users.setAdministrator(ada.id(), true);
        browser.submit("/admin/users/" + bob.name(), "/settings/see-as", Map.of("user", bob.name()));
        browser.with(HEADER, token());

        assertThat(name(browser.get(ME))).isEqualTo(bob.name());
        HttpResponse<String> change = browser.json("PATCH", ME, "{\"displayName\":\"Bob\"}");
        assertThat(change.statusCode()).isEqualTo(403);
        assertThat(browser.json("POST", "/api/v1/users", "{\"name\":\"more\"}").statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/api/v1/admin/audit").statusCode()).isEqualTo(403);
        assertThat(users.find(bob.id()).orElseThrow().displayName()).isEmpty();
    }

    @Test
    void asksForAPasswordOfOnesOwnFirst() throws Exception {
        String name = "new-" + ada.name();
        users.create(new NewUser(
                new AccountName(name),
                Optional.empty(),
                Optional.of(PASSWORD),
                true,
                Optional.of(Instant.now().plus(Duration.ofHours(1))),
                Optional.empty()));
        Browser fresh = new Browser(port);
        fresh.signIn(name, PASSWORD);
        fresh.with(HEADER, Browser.token(fresh.get("/password").body()).orElseThrow());

        HttpResponse<String> answer = fresh.get(ME);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo("password-initial");
    }

    @Test
    void keepsTheAnswersToKeysOfABrowser() throws Exception {
        String body = "{\"name\":\"twice-" + ada.name() + "\"}";
        browser.with(HEADER, token()).with("Idempotency-Key", "one");

        HttpResponse<String> first = browser.json("POST", "/api/v1/organisations", body);
        HttpResponse<String> again = browser.json("POST", "/api/v1/organisations", body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
    }

    private String token() throws Exception {
        return Browser.token(browser.get("/").body()).orElseThrow();
    }

    private static String name(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonPath.read(answer.body(), "$.name");
    }
}
