package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.Recovery;
import io.slipway.accounts.User;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SignUpsHttpTest extends AccountHttpBase {

    private static final String SIGN_UPS = "/api/v1/sign-ups";
    private static final String RESETS = "/api/v1/password-resets";

    @Autowired
    Recovery recovery;

    @Test
    void beginsAnAccountWithTheLinkInTheMail() {
        String name = fresh("grace");
        HttpResponse<String> asked = anyone.post(SIGN_UPS, signUp(name, name + "@example.org"));
        int before = anyone.as(name).get("/api/v1/me").statusCode();
        String link = SIGN_UPS + "/" + tokenMailedTo(name + "@example.org");
        HttpResponse<String> confirmed = put(anyone, link, "");

        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        assertThat(before).isEqualTo(401);
        assertThat(confirmed.statusCode()).isEqualTo(201);
        assertThat(confirmed.headers().firstValue("Location")).contains("/api/v1/users/" + name);
        assertThat(anyone.as(name).get("/api/v1/me").statusCode()).isEqualTo(200);
        assertProblem(put(anyone, link, ""), 404, "link-invalid");
    }

    @Test
    @Tag("H4")
    void doesNotTellWhichAddressesHaveAccounts() {
        User ada = person();
        HttpResponse<String> known =
                anyone.post(SIGN_UPS, signUp(fresh("eve"), ada.email().orElseThrow()));
        HttpResponse<String> unknown = anyone.post(SIGN_UPS, signUp(fresh("eve"), fresh("eve") + "@example.org"));

        assertThat(known.statusCode()).isEqualTo(202);
        assertThat(unknown.statusCode()).isEqualTo(known.statusCode());
        assertThat(unknown.body()).isEqualTo(known.body());
    }

    @Test
    @Tag("B1")
    void takesNoRightsFromASignUp() {
        assertProblem(anyone.post(SIGN_UPS, "{\"name\":\"eve\",\"administrator\":true}"), 400, "body-invalid");
        assertProblem(anyone.post(SIGN_UPS, "{\"name\":\"eve\"}"), 400, "body-invalid");
    }

    @Test
    @Tag("H4")
    void answersTheSameForAccountsThatDoNotExist() {
        HttpResponse<String> known = anyone.post(RESETS, "{\"account\":\"" + person().name() + "\"}");
        HttpResponse<String> unknown = anyone.post(RESETS, "{\"account\":\"nobody-at-all\"}");

        assertThat(known.statusCode()).isEqualTo(202);
        assertThat(unknown.statusCode()).isEqualTo(202);
        assertThat(unknown.body()).isEqualTo(known.body());
    }

    @Test
    void setsAPasswordWithALinkOnce() {
        User ada = person();
        String link = RESETS + "/" + recovery.linkFor(ada.id(), ada.id()).token();

        assertProblem(put(anyone, link, "{\"password\":\"short\"}"), 400, "password-too-short");
        assertThat(put(anyone, link, "{\"password\":\"" + OTHER + "\"}").statusCode())
                .isEqualTo(204);
        assertProblem(put(anyone, link, "{\"password\":\"" + OTHER + " x\"}"), 404, "link-invalid");
        assertThat(anyone.as(ada.name()).get("/api/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void doesNotOpenOtherChangesToStrangers() {
        assertProblem(put(anyone, "/api/v1/invitations/x", ""), 401, "unauthorized");
        assertProblem(anyone.post("/api/v1/sign-upsx", "{}"), 401, "unauthorized");
    }

    private static String signUp(String name, String email) {
        return "{\"name\":\"%s\",\"email\":\"%s\",\"password\":\"%s\"}".formatted(name, email, Site.PASSWORD);
    }
}
