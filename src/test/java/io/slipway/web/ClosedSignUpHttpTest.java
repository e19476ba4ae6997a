package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@SlipwayTest
@TestPropertySource(properties = "slipway.accounts.sign-up=closed")
class ClosedSignUpHttpTest extends SignUpBase {

    private static final String SENTENCE = "Accounts are made by an administrator of this site.";

    @Test
    void leadsNobodyThere() throws Exception {
        assertThat(browser.get("/login").body()).doesNotContain("href=\"/signup\"");
        assertThat(browser.get(SIGN_UP).body()).contains(SENTENCE).doesNotContain("name=\"password\"");
        String link = "/signup/invitation/" + invitationToSite();
        assertThat(browser.get(link).body()).doesNotContain("/signup?invitation=");
    }

    @Test
    void refusesFormsAndTheApi() throws Exception {
        String name = fresh("eve");
        HttpResponse<String> page = browser.submit("/login", SIGN_UP, form(name));
        Map<String, String> invited = new HashMap<>(form(name));
        invited.put("invitation", invitationToSite());

        assertThat(page.statusCode()).isEqualTo(422);
        assertThat(page.body()).contains(SENTENCE);
        assertThat(browser.submit("/login", SIGN_UP, invited).statusCode()).isEqualTo(422);
        HttpResponse<String> api = api(name, "");
        assertThat(api.statusCode()).isEqualTo(403);
        assertThat(api.body()).contains("\"code\":\"sign-up-closed\"");
        assertThat(api(name, ",\"invitation\":\"" + invitationToSite() + "\"").statusCode())
                .isEqualTo(403);
        assertThat(users.find(name)).isEmpty();
    }
}
