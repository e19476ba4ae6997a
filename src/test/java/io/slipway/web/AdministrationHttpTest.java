package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Users;
import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class AdministrationHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String USERS = "/admin/users";
    private static final Pattern LINK = Pattern.compile("data-copy=\"(http[^\"]+)\"");

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @Autowired
    private AuditLog audit;

    @LocalServerPort
    private int port;

    private Browser root;

    @BeforeEach
    void settle() throws Exception {
        if (users.find("root").isEmpty()) {
            users.create(NewUser.person("root", PASSWORD).asAdministrator());
            users.setAuditor(users.create(NewUser.person("aud", PASSWORD)).id(), true);
            long ada = users.create(NewUser.person("ada", PASSWORD)).id();
            organisations.create(new AccountName("acme"), "Acme Inc.", "", ada);
        }
        root = as("root");
    }

    @Test
    void listsAccountsAndOrganisations() throws Exception {
        assertThat(Browser.location(root.get("/admin"))).isEqualTo(USERS);
        assertThat(root.get(USERS + "?q=ad").body()).contains(USERS + "/ada").doesNotContain(USERS + "/root");
        assertThat(root.get("/admin/organisations").body()).contains("/orgs/acme", "Acme Inc.");
        assertThat(root.get("/").body()).contains("href=\"/admin\"");
        assertThat(as("ada").get("/").body()).doesNotContain("href=\"/admin\"");
    }

    @Test
    void makesAccountsWithAPasswordOrALink() throws Exception {
        HttpResponse<String> withPassword =
                root.submit(USERS, Map.of("name", "pia", "email", "", "password", PASSWORD));
        assertThat(Browser.location(withPassword)).isEqualTo(USERS + "/pia");

        HttpResponse<String> withLink = root.submit(USERS, Map.of("name", "lin", "email", "lin@example.com"));
        Matcher link = LINK.matcher(withLink.body());
        assertThat(link.find()).isTrue();
        assertThat(withLink.body()).contains("for 24 hours");
        assertThat(root.get(USERS + "/lin").body()).doesNotContain(link.group(1));
        assertThat(withLink.headers().firstValue("Cache-Control").orElse("")).contains("no-store");

        HttpResponse<String> refused = root.submit(USERS, Map.of("name", "lin", "password", "short"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"lin\"").doesNotContain("value=\"short\"");
    }

    @Test
    void changesRights() throws Exception {
        users.create(NewUser.person("tom", PASSWORD));
        String tom = USERS + "/tom";

        assertThat(Browser.location(root.submit(tom, Map.of("auditor", "on", "disabled", "on"))))
                .isEqualTo(tom + "?done=user-changed");
        assertThat(users.find("tom")).hasValueSatisfying(user -> {
            assertThat(user.auditor()).isTrue();
            assertThat(user.disabled()).isTrue();
        });
        assertThat(submit(root, tom, tom + "/password-links", Map.of()).statusCode())
                .isEqualTo(422);
        root.submit(tom, Map.of());
        assertThat(users.find("tom"))
                .hasValueSatisfying(user -> assertThat(user.disabled()).isFalse());
        assertThat(submit(root, tom, tom + "/second-factor", Map.of()).statusCode())
                .isEqualTo(303);
    }

    @Test
    void deletesAccountsAfterTheirNameWasTyped() throws Exception {
        users.create(NewUser.person("uma", PASSWORD));
        new Pusher(port, "uma", PASSWORD).push("uma/tool", "1");
        String uma = USERS + "/uma";

        assertThat(submit(root, uma, uma + "/deletion", Map.of("confirm", "um")).body())
                .contains("confirm-error");
        assertThat(submit(root, uma, uma + "/deletion", Map.of("confirm", "uma"))
                        .body())
                .contains("transferTo-error");
        assertThat(Browser.location(
                        submit(root, uma, uma + "/deletion", Map.of("confirm", "uma", "transferTo", "acme"))))
                .isEqualTo(USERS + "?done=user-deleted");
        assertThat(as("ada").get("/r/acme/tool/-/tags").statusCode()).isEqualTo(200);
    }

    @Test
    @Tag("H14")
    void beginsToSeeTheSiteAsSomebodyElse() throws Exception {
        HttpResponse<String> begun = submit(root, USERS + "/ada", "/settings/see-as", Map.of("user", "ada"));

        assertThat(begun.statusCode()).isEqualTo(303);
        assertThat(root.get("/u/ada").body()).contains("You have no repositories yet.");
        assertThat(root.get(USERS).statusCode()).isEqualTo(404);
        await("session.see-as", "ada");
        assertThat(submit(as("aud"), "/", "/settings/see-as", Map.of("user", "ada"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @Tag("A17")
    void letsAuditorsLookOnly() throws Exception {
        Browser auditor = as("aud");
        for (String path : List.of(USERS, USERS + "/ada", "/admin/organisations", "/admin/audit")) {
            HttpResponse<String> page = auditor.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.body()).as(path).doesNotContain("action=\"/admin/users\" method=\"post\"");
            assertThat(page.body())
                    .as(path)
                    .doesNotContain("/deletion", "/password-links", "/see-as", "admin/users/ada\" method");
        }
        for (String part : List.of("", "/password-links", "/second-factor", "/deletion")) {
            assertThat(submit(auditor, "/", USERS + "/ada" + part, Map.of("confirm", "ada"))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(submit(auditor, "/", USERS, Map.of("name", "minion")).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/admin", USERS, USERS + "/root", "/admin/organisations", "/admin/audit", "/admin/audit.csv"})
    @Tag("B4")
    void isNotThereForAnybodyElse(String path) throws Exception {
        assertThat(as("ada").get(path).statusCode()).isEqualTo(404);
        HttpResponse<String> anonymous = new Browser(port).get(path);
        assertThat(Browser.location(anonymous)).startsWith("/login?next=");
    }

    @Test
    @Tag("G3")
    void refusesFormsWithoutTheirToken() throws Exception {
        for (String path : List.of(USERS, USERS + "/ada", USERS + "/ada/password-links", USERS + "/ada/deletion")) {
            assertThat(root.post(path, Map.of("confirm", "ada", "disabled", "on"))
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
    }

    @Test
    void keepsTheAdministrationsPathsFromRepositories() throws Exception {
        assertThat(root.get("/admin/hello").statusCode()).isEqualTo(404);
        assertThat(Browser.location(root.get("/ada/hello"))).isEqualTo("/r/ada/hello");
    }

    @Test
    @Tag("H14")
    void showsAndExportsTheAuditLog() throws Exception {
        await("organisation.create", "acme");
        String query = "?action=organisation.&zone=Asia/Tokyo";

        assertThat(root.get("/admin/audit" + query).body())
                .contains("organisation.create", "times in Asia/Tokyo")
                .contains("/admin/audit.csv?", "zone=Asia/Tokyo")
                .doesNotContain("user.create</code>");
        HttpResponse<String> csv = root.get("/admin/audit.csv" + query);
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(csv.body()).contains("\"organisation.create\"").doesNotContain("\"user.create\"");
        assertThat(as("aud").get("/admin/audit.ndjson" + query).body()).startsWith("{\"at\":");
        assertThat(root.get("/admin/audit?zone=Mars/Base").body()).contains("id=\"zone-error\"");
        assertThat(root.get("/admin/audit?from=then").statusCode()).isEqualTo(422);
        assertThat(root.get("/admin/audit?from=2999-01-01T00:00").body()).contains("Nothing in the log matches.");
        await("audit.export", "");
    }

    private void await(String action, String target) throws InterruptedException {
        AuditFilter filter = AuditFilter.all().withAction(action).withTarget(target);
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (audit.page(filter, Optional.empty(), 1).items().isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }

    private static HttpResponse<String> submit(Browser browser, String page, String path, Map<String, String> fields)
            throws Exception {
        Map<String, String> form = new HashMap<>(fields);
        form.put("_csrf", Browser.token(browser.get(page).body()).orElseThrow());
        return browser.post(path, form);
    }

    private Browser as(String name) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(name, PASSWORD);
        return browser;
    }
}
