package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.Members;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Users;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Pages as people see them: ada owns acme and other, bob is a member of acme, eve and tom are nobody there, aud is an
/// auditor.
abstract class AcmePages {

    static final String PASSWORD = "correct horse battery";
    private static final Pattern SECRET = Pattern.compile("slr_[0-9A-Za-z]{42}");

    @Autowired
    Users users;

    @Autowired
    Organisations organisations;

    @Autowired
    Members members;

    @LocalServerPort
    int port;

    Browser ada;

    @BeforeEach
    void settle() throws Exception {
        boolean first = users.find("ada").isEmpty();
        if (first) {
            for (String name : List.of("ada", "bob", "eve", "tom", "aud")) {
                users.create(NewUser.person(name, PASSWORD));
            }
            users.setAuditor(id("aud"), true);
            for (String name : List.of("acme", "other")) {
                organisations.create(new AccountName(name), "The firm of " + name, "", id("ada"));
            }
            members.add(organisation("acme"), id("bob"), false);
        }
        ada = as("ada");
        if (first) {
            prepare();
        }
    }

    /// What the tests of one class find there besides, made once by ada.
    void prepare() throws Exception {}

    long id(String user) {
        return users.find(user).orElseThrow().id();
    }

    long organisation(String name) {
        return organisations.find(name).orElseThrow().id();
    }

    Browser as(String user) throws Exception {
        Browser browser = new Browser(port);
        browser.signIn(user, PASSWORD);
        return browser;
    }

    Pusher pusher() {
        return new Pusher(port, "ada", PASSWORD);
    }

    void grant(String user, String repository, String role) throws Exception {
        submit(ada, "/", "/r/" + repository + "/-/grants", Map.of("kind", "user", "grantee", user, "role", role));
    }

    /// The form with the token of a page that has one.
    static HttpResponse<String> submit(Browser browser, String page, String target, Map<String, String> fields)
            throws Exception {
        Map<String, String> form = new HashMap<>(fields);
        form.put("_csrf", Browser.token(browser.get(page).body()).orElseThrow());
        return browser.post(target, form);
    }

    /// The robot's token that a page shows once.
    static String secret(HttpResponse<String> page) {
        Matcher secret = SECRET.matcher(page.body());
        assertThat(secret.find()).as(page.body()).isTrue();
        return secret.group();
    }
}
