package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Credentials;
import io.slipway.access.RefreshTokens;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.ShownCodes;
import io.slipway.accounts.User;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class SettingsHttpTest extends AccountPagesBase {

    private static final String PROFILE = "/settings/profile";
    private static final String SECURITY = "/settings/security";
    private static final String TOKENS = "/settings/tokens";
    private static final String SESSIONS = "/settings/sessions";

    @Autowired
    Sessions sessions;

    @Autowired
    RefreshTokens logins;

    @Autowired
    Credentials credentials;

    @ParameterizedTest
    @ValueSource(strings = {PROFILE, SECURITY, TOKENS, SESSIONS})
    void sendsStrangersToTheSignIn(String path) throws Exception {
        HttpResponse<String> answer = browser.get(path);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(Browser.location(answer)).isEqualTo("/login?next=" + path.replace("/", "%2F"));
    }

    @ParameterizedTest
    @Tag("G3")
    @ValueSource(
            strings = {
                PROFILE,
                "/settings/email",
                "/settings/two-factor",
                "/settings/two-factor/confirmation",
                "/settings/two-factor/recovery-codes",
                TOKENS,
                TOKENS + "/1",
                TOKENS + "/1/rotations",
                SESSIONS,
                SESSIONS + "/1",
                "/settings/logins",
                "/settings/see-as",
                "/settings/see-as/end",
                "/signup",
                "/signup/confirm/x",
                "/signup/invitation/x",
                "/password/forgotten",
                "/password/reset/x",
                "/login/code"
            })
    void refusesFormsWithoutTheToken(String path) throws Exception {
        signedIn();

        assertThat(browser.post(path, delete()).statusCode()).isEqualTo(403);
    }

    @Test
    void savesTheProfileAndSaysSo() throws Exception {
        User ada = signedIn();

        HttpResponse<String> saved = browser.submit(PROFILE, Map.of("displayName", "Ada Lovelace", "language", "ca"));

        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(browser.get(Browser.location(saved)).body())
                .contains("The profile was saved.", "value=\"Ada Lovelace\"");
        assertThat(users.find(ada.id()).orElseThrow().language()).contains("ca");
        assertThat(browser.get(PROFILE + "?done=no-such-thing").body()).doesNotContain("role=\"status\" class=\"alert");
    }

    @Test
    void refusesAProfileBesideTheField() throws Exception {
        signedIn();

        HttpResponse<String> refused = browser.submit(PROFILE, Map.of("displayName", "x".repeat(101)));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"displayName-error\"");
    }

    @Test
    void changesTheAddressAfterTheLinkInTheMail() throws Exception {
        User ada = signedIn();
        String address = fresh("new") + "@example.org";

        HttpResponse<String> wrong =
                browser.submit(PROFILE, "/settings/email", Map.of("email", address, "password", OTHER));
        HttpResponse<String> asked =
                browser.submit(PROFILE, "/settings/email", Map.of("email", address, "password", PASSWORD));
        String link = tokenMailedTo(address);
        Browser elsewhere = new Browser(port);
        HttpResponse<String> confirmed = elsewhere.submit(link, Map.of());

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("id=\"password-error\"", "value=\"" + address + "\"");
        assertThat(asked.statusCode()).isEqualTo(303);
        assertThat(confirmed.statusCode()).isEqualTo(303);
        assertThat(users.find(ada.id()).orElseThrow().email()).contains(address);
        assertThat(elsewhere.submit(link, Map.of()).statusCode()).isEqualTo(422);
    }

    @Test
    void turnsASecondFactorOnWithACodeAndOffWithThePassword() throws Exception {
        User ada = signedIn();
        String before = browser.cookies().get("slipway");

        assertThat(browser.submit(SECURITY, "/settings/two-factor", Map.of("password", OTHER))
                        .statusCode())
                .isEqualTo(422);
        HttpResponse<String> enrolment = browser.submit(SECURITY, "/settings/two-factor", Map.of("password", PASSWORD));
        assertThat(enrolment.body()).contains("<svg xmlns").doesNotContain("style=");
        HttpResponse<String> wrong =
                browser.submit(SECURITY, "/settings/two-factor/confirmation", Map.of("code", "000000"));
        HttpResponse<String> on = browser.submit(
                SECURITY, "/settings/two-factor/confirmation", Map.of("code", ShownCodes.now(secret(enrolment))));

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(on.body()).contains("slipway-recovery-codes.txt").containsPattern("[a-z2-9]{5}-[a-z2-9]{5}");
        assertThat(sessions.find(before)).isEmpty();
        assertThat(browser.get(SECURITY).body()).contains("Recovery codes left: 10");
        HttpResponse<String> off =
                browser.submit(SECURITY, "/settings/two-factor", Map.of("_method", "delete", "password", PASSWORD));
        assertThat(off.statusCode()).isEqualTo(303);
        assertThat(users.find(ada.id()).orElseThrow().twoFactor()).isFalse();
        assertThat(browser.get(SECURITY).statusCode()).isEqualTo(200);
    }

    @Test
    void showsATokenOnceAndTakesItsForm() throws Exception {
        User ada = signedIn();

        HttpResponse<String> made = browser.submit(
                TOKENS,
                Map.of("name", "laptop", "rights", "write", "places", ada.name() + "/*", "tags", "dev-*", "days", "7"));
        String secret = find("slp_[0-9A-Za-z]+", made.body());
        String list = browser.get(TOKENS).body();

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body())
                .contains("docker login localhost:" + port + " -u &#39;" + ada.name() + "&#39; --password-stdin")
                .contains("kubernetes.io/dockerconfigjson", "docker/login-action@v3", "before_script:");
        assertThat(list).contains("laptop", ada.name() + "/*", ":dev-*").doesNotContain(secret);
    }

    @Test
    void rotatesDisablesAndRevokesTokens() throws Exception {
        User ada = signedIn();
        browser.submit(TOKENS, Map.of("name", "ci", "days", "7"));
        long id = credentials.page(ada, Optional.empty(), 1).items().getFirst().id();
        String path = TOKENS + "/" + id;

        assertThat(browser.submit(TOKENS, path + "/rotations", Map.of()).body())
                .contains("slp_", "kubernetes.io/dockerconfigjson");
        browser.submit(TOKENS, path, Map.of("disabled", "true"));
        assertThat(browser.get(TOKENS).body()).contains("disabled");
        assertThat(browser.submit(TOKENS, path, delete()).statusCode()).isEqualTo(303);
        assertThat(credentials.page(ada, Optional.empty(), 1).items()).isEmpty();
    }

    @Test
    void refusesATokenForPlacesThatCannotBeSeen() throws Exception {
        User other = person();
        signedIn();

        for (String place : new String[] {other.name() + "/*", other.name() + "/web", "A B"}) {
            HttpResponse<String> refused = browser.submit(TOKENS, Map.of("name", "x", "days", "7", "places", place));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("id=\"places-error\"");
        }
        assertThat(browser.submit(TOKENS, Map.of("name", "x", "days", "soon")).statusCode())
                .isEqualTo(422);
    }

    @Test
    @Tag("B3")
    void doesNotTouchWhatIsSomebodyElses() throws Exception {
        User other = person();
        Browser theirs = new Browser(port);
        theirs.signIn(other.name(), PASSWORD);
        theirs.submit(TOKENS, Map.of("name", "theirs", "days", "7"));
        long token =
                credentials.page(other, Optional.empty(), 1).items().getFirst().id();
        long session = sessions.list(other.id(), "").getFirst().id();
        logins.issue(other, "docker");
        long login = logins.list(other).getFirst().id();
        signedIn();

        assertThat(browser.submit(TOKENS, TOKENS + "/" + token, delete()).statusCode())
                .isEqualTo(404);
        assertThat(browser.submit(TOKENS, TOKENS + "/" + token + "/rotations", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.submit(TOKENS, SESSIONS + "/" + session, delete()).statusCode())
                .isEqualTo(404);
        assertThat(browser.submit(TOKENS, "/settings/logins/" + login, delete()).statusCode())
                .isEqualTo(404);
        assertThat(theirs.get(TOKENS).body()).contains("theirs");
    }

    @Test
    void listsAndEndsBrowsersAndDockerLogins() throws Exception {
        User ada = signedIn();
        Browser other = new Browser(port).with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0");
        other.signIn(ada.name(), PASSWORD);
        logins.issue(ada, "docker-cli");

        assertThat(browser.get(SESSIONS).body()).contains("Firefox, Linux", "docker-cli", "this one");
        assertThat(browser.submit(SESSIONS, SESSIONS, delete()).statusCode()).isEqualTo(303);
        assertThat(Browser.location(other.get(PROFILE))).startsWith("/login");
        assertThat(browser.submit(SESSIONS, "/settings/logins", delete()).statusCode())
                .isEqualTo(303);
        assertThat(browser.get(SESSIONS).body()).doesNotContain("Firefox, Linux", "docker-cli");
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group();
    }
}
