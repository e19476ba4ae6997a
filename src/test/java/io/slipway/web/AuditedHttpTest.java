package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
@Tag("H14")
class AuditedHttpTest {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    private Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port).with("X-Forwarded-For", "203.0.113.7");
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", PASSWORD));
        }
    }

    @Test
    void tellsWhoWasMade() {
        await().until(() -> rows("user.create").stream().anyMatch(row -> row.startsWith("OK  ada {")));
    }

    @Test
    void tellsSignInPasswordAndSignOut() throws Exception {
        HttpResponse<String> answer = browser.signIn("ada", PASSWORD);
        String id = answer.headers().firstValue("X-Request-Id").orElseThrow();
        browser.submit("/password", Map.of("current", "wrong", "changed", "x".repeat(20), "repeat", "x".repeat(20)));
        browser.post(
                "/logout",
                Map.of("_csrf", Browser.token(browser.get("/").body()).orElseThrow()));

        await().until(() -> rows("session.end").contains("OK ada ada {} 203.0.113.7"));
        await().until(() -> rows("session.begin").contains("OK ada ada {\"factors\": \"1\"} 203.0.113.7"));
        await().until(() -> rows("session.refuse").contains("REFUSED ada ada {\"reason\": \"WRONG\"} 203.0.113.7"));
        assertThat(jdbc.sql("SELECT action FROM activity.audit WHERE request_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .list())
                .containsExactly("session.begin");
    }

    @Test
    @Tag("B8")
    void tellsRefusalsAndKeepsNoPasswordThatWasTypedAsAName() throws Exception {
        browser.signIn("ada", "wrong");
        browser.signIn("My Secret Passphrase!", "wrong");

        await().until(() -> rows("session.refuse")
                .containsAll(List.of(
                        "REFUSED  ada {\"reason\": \"WRONG\"} 203.0.113.7",
                        "REFUSED   {\"reason\": \"WRONG\"} 203.0.113.7")));
        assertThat(jdbc.sql("SELECT count(*) FROM activity.audit a WHERE a::text ILIKE '%secret%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private List<String> rows(String action) {
        return jdbc.sql("SELECT concat_ws(' ', result, actor, target, details, address) FROM activity.audit"
                        + " WHERE action = :action")
                .param("action", action)
                .query(String.class)
                .list();
    }
}
