package io.slipway.web;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Pages of a repository that each test has for itself: it is ada's, and eve is nobody there.
abstract class AdaPages {

    private static final String PASSWORD = "correct horse battery";
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    private Users users;

    @LocalServerPort
    int port;

    Browser ada;
    Pusher pusher;
    /// Nothing was pushed to it yet.
    String name;
    /// The start of the paths of its pages.
    String page;

    @BeforeEach
    void people() throws Exception {
        if (users.find("ada").isEmpty()) {
            for (String user : List.of("ada", "eve")) {
                users.create(NewUser.person(user, PASSWORD));
            }
        }
        pusher = new Pusher(port, "ada", PASSWORD);
        ada = as("ada");
        name = "ada/web" + COUNT.getAndIncrement();
        page = "/r/" + name + "/-/";
    }

    Browser as(String user) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(user, PASSWORD);
        return browser;
    }
}
