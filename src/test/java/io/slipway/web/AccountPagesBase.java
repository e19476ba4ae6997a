package io.slipway.web;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.SecondFactors;
import io.slipway.accounts.ShownCodes;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.MasterKey;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One program for the pages about one's own account, open to sign-ups; its mail waits for a server that never
/// answers. Each test makes accounts of its own.
@SlipwayTest
@TestPropertySource(
        properties = {
            "slipway.accounts.sign-up=open",
            "slipway.public-url=https://registry.example.com",
            "slipway.other-hosts=localhost",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1"
        })
abstract class AccountPagesBase {

    static final String PASSWORD = "correct horse battery";
    static final String OTHER = "staple of another kind";

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Pattern SECRET = Pattern.compile("<code>([A-Z2-7]{32})</code>");

    @Autowired
    Users users;

    @Autowired
    SecondFactors factors;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MasterKey masterKey;

    @LocalServerPort
    int port;

    Browser browser;

    @BeforeEach
    void open() {
        browser = new Browser(port);
    }

    static String fresh(String name) {
        return name + NUMBERS.incrementAndGet();
    }

    User person() {
        String name = fresh("ada");
        return users.create(NewUser.person(name, PASSWORD).withEmail(name + "@example.org"));
    }

    User signedIn() throws Exception {
        User user = person();
        browser.signIn(user.name(), PASSWORD);
        return user;
    }

    /// What the page of an enrolment shows to be typed.
    static String secret(HttpResponse<String> page) {
        Matcher matcher = SECRET.matcher(page.body());
        if (!matcher.find()) {
            throw new AssertionError(page.body());
        }
        return matcher.group(1);
    }

    /// Turned on behind the pages.
    List<String> turnOn(User user) {
        return factors.confirm(
                user.id(), ShownCodes.now(factors.enrol(user.id()).secret()));
    }

    String tokenMailedTo(String address) {
        JsonMapper json = JsonMapper.builder().build();
        JsonNode mail = jdbc
                .sql("SELECT id, sealed FROM work.mail ORDER BY created_at")
                .query((row, _) ->
                        json.readTree(masterKey.open(row.getBytes(2), "mail " + row.getObject(1, UUID.class))))
                .list()
                .stream()
                .filter(found -> found.get("to").asString().equals(address))
                .reduce((_, last) -> last)
                .orElseThrow();
        return mail.get("values").get("link").asString().substring("https://registry.example.com".length());
    }

    static Map<String, String> delete() {
        return Map.of("_method", "delete");
    }
}
