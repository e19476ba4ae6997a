package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.NewInvitation;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.User;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@SlipwayTest
@TestPropertySource(properties = "slipway.accounts.sign-up=invite")
class InvitedSignUpHttpTest extends SignUpBase {

    @Autowired
    private Members members;

    @Test
    void refusesWhoeverHasNoLink() throws Exception {
        String name = fresh("eve");

        assertThat(browser.get("/login").body()).doesNotContain("href=\"/signup\"");
        assertThat(browser.get(SIGN_UP).body())
                .contains("Accounts are made by invitation only.")
                .doesNotContain("name=\"password\"");
        assertThat(browser.submit("/login", SIGN_UP, form(name)).body())
                .contains("Accounts are made by invitation only.");
        assertThat(api(name, "").statusCode()).isEqualTo(403);
        for (String dead : List.of("none", "x".repeat(43))) {
            HttpResponse<String> refused = browser.submit("/login", SIGN_UP, with(form(name), dead));
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("This invitation does not work any more.");
            assertThat(api(name, invitation(dead)).statusCode()).isEqualTo(404);
        }
        assertThat(users.find(name)).isEmpty();
    }

    @Test
    void takesALinkOnce() throws Exception {
        String token = invitationToSite();
        String name = fresh("grace");

        assertThat(browser.get("/signup/invitation/" + token).body()).contains("/signup?invitation=" + token);
        String page = SIGN_UP + "?invitation=" + token;
        assertThat(browser.get(page).body()).contains("name=\"password\"", "value=\"" + token + "\"");
        HttpResponse<String> made = browser.submit(page, SIGN_UP, with(form(name), token));
        assertThat(Browser.location(made)).isEqualTo("/login?done=account-made");
        assertThat(signsIn(name)).isTrue();
        String second = fresh("grace");
        assertThat(browser.submit("/login", SIGN_UP, with(form(second), token)).statusCode())
                .isEqualTo(422);
        assertThat(users.find(second)).isEmpty();
    }

    @Test
    void takesALinkByTheApiAndJoinsItsOrganisation() throws Exception {
        User owner = person();
        Organisation acme = organisations.create(new AccountName(fresh("acme")), "", "", owner.id());
        String token = invitations
                .create(NewInvitation.toOrganisation(acme.id(), Optional.empty()), owner.id())
                .link()
                .token();
        String name = fresh("linus");

        assertThat(api(name, invitation(token)).statusCode()).isEqualTo(201);
        assertThat(members.find(acme.id(), users.find(name).orElseThrow().id())).isPresent();
        assertThat(api(fresh("linus"), invitation(token)).statusCode()).isEqualTo(404);
    }

    private static Map<String, String> with(Map<String, String> form, String token) {
        Map<String, String> invited = new HashMap<>(form);
        invited.put("invitation", token);
        return invited;
    }

    private static String invitation(String token) {
        return ",\"invitation\":\"" + token + "\"";
    }
}
