package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Open to everybody, and no mail server is set.
@SlipwayTest
@TestPropertySource(properties = "slipway.accounts.sign-up=open")
class MaillessSignUpHttpTest extends SignUpBase {

    @Test
    void beginsAnAccountAtOnceWithoutAnAddressThatNobodyConfirmed() throws Exception {
        String name = fresh("grace");

        assertThat(browser.get("/login").body()).contains("href=\"/signup\"");
        assertThat(Browser.location(browser.submit(SIGN_UP, form(name)))).isEqualTo("/login?done=account-made");
        assertThat(signsIn(name)).isTrue();
        assertThat(users.find(name).orElseThrow().email()).isEmpty();
        String other = fresh("linus");
        assertThat(api(other, "").statusCode()).isEqualTo(201);
        assertThat(signsIn(other)).isTrue();
        assertThat(users.find(other).orElseThrow().email()).isEmpty();
    }

    @Test
    void saysWhatIsTaken() throws Exception {
        String name = person().name();

        assertThat(browser.submit(SIGN_UP, form(name)).body()).contains("id=\"name-error\"", "This name is taken.");
        assertThat(api(name, "").body()).contains("\"code\":\"name-taken\"");
    }

    @Test
    void sendsWhoForgotThePasswordToAnAdministrator() throws Exception {
        assertThat(browser.get("/password/forgotten").body())
                .contains("This site sends no mail.")
                .doesNotContain("name=\"account\"");
        for (String account : List.of(person().name(), "nobody-at-all")) {
            HttpResponse<String> asked = browser.submit("/login", "/password/forgotten", Map.of("account", account));
            assertThat(asked.statusCode()).isEqualTo(422);
            assertThat(asked.body()).contains("This site sends no mail.");
        }
    }
}
