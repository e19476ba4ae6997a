package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.RefreshTokens;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.ShownCodes;
import io.slipway.accounts.User;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class MeHttpTest extends AccountHttpBase {

    private static final String ME = "/api/v1/me";
    private static final String FACTOR = ME + "/two-factor";

    @Autowired
    Sessions sessions;

    @Autowired
    RefreshTokens logins;

    @Test
    void changesNameAndLanguageOnlyWhereTheyAreGiven() {
        Site ada = anyone.as(person().name());

        assertThat(ada.patch(ME, "{\"displayName\":\"Ada L.\",\"language\":\"ca\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(ada.patch(ME, "{\"displayName\":\"Ada\"}").body())
                .contains("\"displayName\":\"Ada\"", "\"language\":\"ca\"");
        assertThat(ada.patch(ME, "{\"language\":\"\"}").body()).doesNotContain("language");
        assertProblem(ada.patch(ME, "{\"language\":\"tlh\"}"), 400, "language-unknown");
        assertProblem(ada.patch(ME, "{\"administrator\":true}"), 400, "body-invalid");
    }

    @Test
    void refusesAnEditOfWhatChangedMeanwhile() {
        Site ada = anyone.as(person().name());
        String tag = ada.get(ME).headers().firstValue("ETag").orElseThrow();
        ada.patch(ME, "{\"displayName\":\"Countess\"}");

        HttpResponse<String> late = ada.send(ada.to(ME)
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString("{\"displayName\":\"x\"}"))
                .header("Content-Type", "application/json")
                .header("If-Match", tag));

        assertThat(tag).startsWith("\"");
        assertProblem(late, 412, "precondition-failed");
    }

    @Test
    @Tag("B4")
    void lessThanTheWholeAccountChangesNothingOfIt() {
        User ada = person();
        Site reader = bearer(token(ada, "\"read\""));

        assertThat(reader.get(ME).statusCode()).isEqualTo(200);
        assertProblem(reader.patch(ME, "{\"displayName\":\"x\"}"), 403, "denied");
        assertProblem(put(reader, ME + "/password", "{}"), 403, "denied");
        assertProblem(put(reader, ME + "/email", "{}"), 403, "denied");
        assertProblem(reader.post(FACTOR, "{}"), 403, "denied");
        assertProblem(delete(reader, ME + "/sessions"), 403, "denied");
        assertProblem(delete(reader, ME + "/logins"), 403, "denied");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,''",
        "GET,/sessions",
        "GET,/logins",
        "GET,/two-factor",
        "PATCH,''",
        "PUT,/password",
        "DELETE,/sessions"
    })
    void isForPeopleWhoAreSignedIn(String method, String path) {
        assertProblem(anyone.change(method, ME + path, "{}", "application/json"), 401, "unauthorized");
    }

    @Test
    void changesThePasswordForTheCurrentOne() {
        User ada = person();
        Site site = anyone.as(ada.name());
        String session = sessions.open(ada, "127.0.0.1", "tests");

        assertProblem(put(site, ME + "/password", passwords(OTHER, OTHER)), 403, "proof-wrong");
        assertProblem(put(site, ME + "/password", passwords(Site.PASSWORD, "short")), 400, "password-too-short");
        assertThat(put(site, ME + "/password", passwords(Site.PASSWORD, OTHER)).statusCode())
                .isEqualTo(204);
        assertThat(site.get(ME).statusCode()).isEqualTo(401);
        assertThat(sessions.find(session)).isEmpty();
    }

    @Test
    void changesTheAddressWithTheLinkInTheMail() {
        User ada = person();
        Site site = anyone.as(ada.name());
        String address = fresh("new") + "@example.org";
        String body = "{\"email\":\"" + address + "\",\"password\":\"" + Site.PASSWORD + "\"}";

        assertProblem(put(site, ME + "/email", body.replace(Site.PASSWORD, OTHER)), 403, "proof-wrong");
        assertThat(put(site, ME + "/email", body).statusCode()).isEqualTo(202);
        assertThat(site.get(ME).body()).doesNotContain(address);
        String confirmation = "/api/v1/email-confirmations/" + tokenMailedTo(address);
        assertThat(put(anyone, confirmation, "").statusCode()).isEqualTo(204);
        assertThat(site.get(ME).body()).contains(address);
        assertProblem(put(anyone, confirmation, ""), 404, "link-invalid");
    }

    @Test
    void turnsASecondFactorOnAndOff() {
        User ada = person();
        Site site = anyone.as(ada.name());
        String admin = token(ada, "\"admin\"");
        String password = "{\"password\":\"" + Site.PASSWORD + "\"}";

        assertProblem(site.post(FACTOR, "{\"password\":\"" + OTHER + "\"}"), 403, "proof-wrong");
        String secret = JsonPath.read(site.post(FACTOR, password).body(), "$.secret");
        assertProblem(put(site, FACTOR, "{\"code\":\"000000\"}"), 403, "factor-wrong");
        HttpResponse<String> on = put(site, FACTOR, "{\"code\":\"" + ShownCodes.now(secret) + "\"}");
        List<String> codes = JsonPath.read(on.body(), "$.recoveryCodes");

        assertThat(codes).hasSize(10);
        assertThat(site.get(ME).statusCode()).isEqualTo(401);
        Site token = bearer(admin);
        assertThat(token.get(FACTOR).body()).isEqualTo("{\"enabled\":true,\"recoveryCodesLeft\":10}");
        assertThat(token.post(FACTOR + "/recovery-codes", "{\"code\":\"" + codes.get(0) + "\"}")
                        .statusCode())
                .isEqualTo(201);
        assertProblem(
                token.change("DELETE", FACTOR, "{\"code\":\"" + codes.get(1) + "\"}", "application/json"),
                403,
                "proof-wrong");
        assertThat(token.change("DELETE", FACTOR, password, "application/json").statusCode())
                .isEqualTo(204);
        assertThat(site.get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("B3")
    void listsAndEndsSessionsAndDockerLoginsOfTheCallerOnly() {
        User ada = person();
        Site site = anyone.as(ada.name());
        Site eve = anyone.as(person().name());
        sessions.open(ada, "192.0.2.1", "tests");
        String login = logins.issue(ada, "docker-cli");
        String session = ME + "/sessions/" + id(site, ME + "/sessions");
        String client = ME + "/logins/" + id(site, ME + "/logins");

        assertThat(site.get(ME + "/sessions").body()).contains("192.0.2.1");
        assertThat(site.get(ME + "/logins").body()).contains("docker-cli");
        assertThat(eve.get(ME + "/sessions").body()).isEqualTo("[]");
        assertProblem(delete(eve, session), 404, "not-found");
        assertProblem(delete(eve, client), 404, "not-found");
        assertThat(logins.redeem(login)).isPresent();
        assertThat(delete(site, session).statusCode()).isEqualTo(204);
        assertThat(delete(site, client).statusCode()).isEqualTo(204);
        assertThat(site.get(ME + "/sessions").body()).isEqualTo("[]");
        assertThat(logins.redeem(login)).isEmpty();
    }

    private static int id(Site site, String list) {
        return JsonPath.read(site.get(list).body(), "$[0].id");
    }

    private static String passwords(String current, String changed) {
        return "{\"current\":\"" + current + "\",\"changed\":\"" + changed + "\"}";
    }
}
