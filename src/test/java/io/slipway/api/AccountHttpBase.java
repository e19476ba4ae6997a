package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.MasterKey;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One program for tests of people's own accounts, open to sign-ups; its mail waits for a server that never answers.
/// Each test makes accounts of its own.
@SlipwayTest
@TestPropertySource(
        properties = {
            "slipway.admin.password=" + Site.PASSWORD,
            "slipway.accounts.sign-up=open",
            "slipway.public-url=https://registry.example.com",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1"
        })
abstract class AccountHttpBase {

    static final String OTHER = "seven sleepy lighthouse keepers";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MasterKey masterKey;

    Site anyone;

    @BeforeEach
    void connect() {
        anyone = Site.on(port);
    }

    static String fresh(String name) {
        return name + NUMBERS.incrementAndGet();
    }

    User person() {
        String name = fresh("ada");
        return users.create(NewUser.person(name, Site.PASSWORD).withEmail(name + "@example.org"));
    }

    /// A token of that person with these rights everywhere.
    String token(User user, String rights) {
        HttpResponse<String> answer = anyone.as(user.name())
                .post("/api/v1/tokens", "{\"name\":\"%s\",\"rights\":[%s]}".formatted(fresh("token"), rights));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JsonPath.read(answer.body(), "$.secret");
    }

    Site bearer(String secret) {
        return anyone.with("Bearer " + secret);
    }

    static HttpResponse<String> put(Site site, String path, String body) {
        return site.change("PUT", path, body, "application/json");
    }

    static HttpResponse<String> delete(Site site, String path) {
        return site.send(site.to(path).method("DELETE", BodyPublishers.noBody()));
    }

    /// The last part of the link in the newest mail to this address.
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
        String link = mail.get("values").get("link").asString();
        return link.substring(link.lastIndexOf('/') + 1);
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(JsonPath.<String>read(answer.body(), "$.code")).isEqualTo(code);
    }
}
