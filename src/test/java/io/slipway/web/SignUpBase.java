package io.slipway.web;

import io.slipway.accounts.Invitations;
import io.slipway.accounts.NewInvitation;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// How people come to accounts, on the pages and by the API; each test class has a site of its own setting.
abstract class SignUpBase {

    static final String PASSWORD = "correct horse battery";
    static final String SIGN_UP = "/signup";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Autowired
    Users users;

    @Autowired
    Organisations organisations;

    @Autowired
    Invitations invitations;

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

    static Map<String, String> form(String name) {
        return Map.of("name", name, "email", name + "@example.org", "password", PASSWORD);
    }

    User person() {
        return users.create(NewUser.person(fresh("ada"), PASSWORD));
    }

    String invitationToSite() {
        return invitations
                .create(NewInvitation.toSite(Optional.empty()), person().id())
                .link()
                .token();
    }

    HttpResponse<String> api(String name, String more) throws IOException, InterruptedException {
        String body = "{\"name\":\"%1$s\",\"email\":\"%1$s@example.org\",\"password\":\"%2$s\"%3$s}"
                .formatted(name, PASSWORD, more);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/sign-ups"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    boolean signsIn(String name) throws IOException, InterruptedException {
        return new Browser(port).signIn(name, PASSWORD).statusCode() == 303;
    }
}
