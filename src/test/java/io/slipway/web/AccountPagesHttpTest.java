package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.Invitations;
import io.slipway.accounts.NewInvitation;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Recovery;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.User;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AccountPagesHttpTest extends AccountPagesBase {

    @Autowired
    Recovery recovery;

    @Autowired
    Sessions sessions;

    @Autowired
    Invitations invitations;

    @Test
    void beginsAnAccountInTheBrowser() throws Exception {
        String name = fresh("grace");
        Map<String, String> form = Map.of("name", name, "email", name + "@example.org", "password", PASSWORD);

        HttpResponse<String> asked = browser.submit("/signup", form);
        String link = tokenMailedTo(name + "@example.org");
        HttpResponse<String> before = browser.signIn(name, PASSWORD);
        HttpResponse<String> confirmed = browser.submit(link, Map.of());

        assertThat(Browser.location(asked)).isEqualTo("/signup/sent");
        assertThat(browser.get("/signup/sent").statusCode()).isEqualTo(200);
        assertThat(before.statusCode()).isEqualTo(422);
        assertThat(Browser.location(confirmed)).isEqualTo("/login?done=account-made");
        assertThat(browser.signIn(name, PASSWORD).statusCode()).isEqualTo(303);
        assertThat(browser.post(
                                link,
                                Map.of(
                                        "_csrf",
                                        Browser.token(browser.get("/").body()).orElseThrow()))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void saysBesideTheFieldWhyASignUpIsRefused() throws Exception {
        HttpResponse<String> name =
                browser.submit("/signup", Map.of("name", "A", "email", "a@example.org", "password", PASSWORD));
        HttpResponse<String> password =
                browser.submit("/signup", Map.of("name", "abc", "email", "a@example.org", "password", "x"));

        assertThat(name.statusCode()).isEqualTo(422);
        assertThat(name.body()).contains("id=\"name-error\"", "value=\"A\"");
        assertThat(password.body()).contains("id=\"password-error\"").doesNotContain("value=\"x\"");
    }

    @Test
    void setsAForgottenPassword() throws Exception {
        User ada = person();
        String link = recovery.linkFor(ada.id(), ada.id()).path();

        assertThat(browser.get(link).body()).contains("For the account " + ada.name());
        assertThat(browser.submit(link, Map.of("password", OTHER, "repeat", "x"))
                        .body())
                .contains("id=\"repeat-error\"");
        assertThat(browser.submit(link, Map.of("password", "short", "repeat", "short"))
                        .body())
                .contains("id=\"password-error\"");
        assertThat(Browser.location(browser.submit(link, Map.of("password", OTHER, "repeat", OTHER))))
                .isEqualTo("/login?done=password-set");
        assertThat(browser.get(link).statusCode()).isEqualTo(422);
        assertThat(browser.signIn(ada.name(), OTHER).statusCode()).isEqualTo(303);
    }

    @Test
    @Tag("H4")
    void saysTheSameOfAccountsThatDoNotExist() throws Exception {
        HttpResponse<String> known = browser.submit("/password/forgotten", Map.of("account", person().name()));
        HttpResponse<String> unknown = browser.submit("/password/forgotten", Map.of("account", "nobody-at-all"));

        assertThat(known.statusCode()).isEqualTo(303);
        assertThat(Browser.location(unknown)).isEqualTo(Browser.location(known));
    }

    @Test
    @Tag("H6")
    void asksForACodeAfterThePasswordOfAnAccountWithTwoFactors() throws Exception {
        User ada = person();
        List<String> codes = turnOn(ada);

        HttpResponse<String> first = browser.submit(
                "/login", Map.of("username", ada.name(), "password", PASSWORD, "next", "/settings/tokens"));
        assertThat(Browser.location(first)).isEqualTo("/login/code");
        assertThat(browser.cookies()).doesNotContainKey("slipway");
        assertThat(Browser.location(browser.get("/settings/profile"))).startsWith("/login");
        assertThat(browser.submit("/login/code", Map.of("code", "000000")).statusCode())
                .isEqualTo(422);

        HttpResponse<String> second = browser.submit("/login/code", Map.of("code", codes.getFirst()));
        assertThat(Browser.location(second)).isEqualTo("/settings/tokens");
        assertThat(browser.cookies()).containsKey("slipway").doesNotContainKey("slipway-factor");
        assertThat(sessions.find(browser.cookies().get("slipway")).orElseThrow().factors())
                .isEqualTo(2);
    }

    @Test
    @Tag("H6")
    void takesNoForgedOrOldSecondStep() throws Exception {
        User ada = person();
        turnOn(ada);
        browser.signIn(ada.name(), PASSWORD);
        String ticket = browser.cookies().get("slipway-factor");
        Browser forger = new Browser(port);

        for (String forged : List.of("x", ticket.substring(1), ticket.substring(0, 20), "AAAA" + ticket)) {
            forger.cookies().put("slipway-factor", forged);
            assertThat(Browser.location(forger.get("/login/code"))).isEqualTo("/login");
        }
        recovery.reset(recovery.linkFor(ada.id(), ada.id()).token(), OTHER);
        assertThat(Browser.location(browser.get("/login/code"))).isEqualTo("/login");
    }

    @Test
    void opensInvitationsForWhoeverHasTheLink() throws Exception {
        String link = invitations
                .create(NewInvitation.toSite(Optional.empty()), person().id())
                .link()
                .path();

        assertThat(browser.get(link).body()).contains("/signup?invitation=");
        assertThat(browser.get("/signup/invitation/none").statusCode()).isEqualTo(422);
    }

    @Test
    @Tag("A18")
    void showsTheSiteAsSomebodyElseAndChangesNothing() throws Exception {
        User ada = person();
        String root = fresh("root");
        users.create(NewUser.person(root, PASSWORD).asAdministrator());
        browser.signIn(root, PASSWORD);

        browser.submit("/", "/settings/see-as", Map.of("user", ada.name()));
        String page = browser.get("/settings/profile").body();
        HttpResponse<String> change =
                browser.submit("/settings/profile", Map.of("displayName", "seen", "language", ""));

        assertThat(page)
                .contains(
                        "You see the site as " + ada.name() + " would",
                        ada.email().orElseThrow());
        assertThat(page).doesNotContain("href=\"/admin\"");
        assertThat(change.statusCode()).isEqualTo(403);
        assertThat(change.body())
                .contains("You see the site as " + ada.name() + ", read only.", "See it as yourself")
                .doesNotContain("another site sent it");
        assertThat(users.find(ada.id()).orElseThrow().displayName()).isEmpty();
        // a form without its token is refused as ever, and the refusal of a change has one that works
        assertThat(browser.post("/settings/profile", Map.of("displayName", "seen"))
                        .body())
                .contains("another site sent it");
        String token = Browser.token(change.body()).orElseThrow();
        assertThat(browser.post("/settings/see-as/end", Map.of("_csrf", token)).statusCode())
                .isEqualTo(303);
        assertThat(browser.get("/settings/profile").body()).contains(root).doesNotContain("You see the site");
    }

    @Test
    @Tag("A18")
    void letsOnlyAdministratorsSeeAsSomebodyElse() throws Exception {
        User ada = person();
        signedIn();

        assertThat(browser.submit("/", "/settings/see-as", Map.of("user", ada.name()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(browser.get("/settings/profile").body()).doesNotContain(ada.name() + " would");
    }
}
