package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Caller;
import io.slipway.access.CredentialScope;
import io.slipway.access.Credentials;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.TagPatterns;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.test.context.TestPropertySource;

/// One program for the tests of organisations: ada owns the organisation that each test makes, bob is a member, eve is
/// nobody there.
@SlipwayTest
@TestPropertySource(properties = "slipway.admin.password=" + Site.PASSWORD)
abstract class OrganisationsHttpBase {

    static final String PATH = "/api/v1/organisations";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    @Autowired
    Credentials credentials;

    Site anyone;
    Site admin;
    Site ada;
    Site bob;
    Site eve;
    String org;

    @BeforeEach
    void found() {
        anyone = Site.on(port);
        admin = anyone.as(Site.ADMIN);
        ada = person("ada");
        bob = person("bob");
        eve = person("eve");
        org = PATH + "/acme" + NUMBERS.incrementAndGet();
        assertThat(ada.post(PATH, "{\"name\":\"" + name() + "\"}").statusCode()).isEqualTo(201);
        assertThat(put(ada, org + "/members/bob", "{}").statusCode()).isEqualTo(201);
    }

    String name() {
        return org.substring(PATH.length() + 1);
    }

    Site person(String name) {
        if (users.find(name).isEmpty()) {
            users.create(NewUser.person(name, Site.PASSWORD));
        }
        return anyone.as(name);
    }

    /// By a personal access token with these rights, everywhere.
    Site token(String user, Right... rights) {
        return token(user, new CredentialScope(Set.of(rights), TagPatterns.EVERY, Set.of(), Set.of()));
    }

    Site token(String user, CredentialScope scope) {
        User holder = users.find(user).orElseThrow();
        NewCredential wanted = new NewCredential("test", scope, Optional.empty());
        return anyone.with("Bearer "
                + credentials.issue(holder, wanted, new Caller.Person(holder)).secret());
    }

    static HttpResponse<String> put(Site site, String path, String body) {
        return site.change("PUT", path, body, "application/json");
    }

    static HttpResponse<String> delete(Site site, String path) {
        return site.send(site.to(path).DELETE());
    }
}
