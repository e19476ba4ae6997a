package io.slipway.web;

import io.slipway.web.PageTable.Line;
import java.net.http.HttpResponse;
import java.util.Map;

/// A browser on the site, with the token that its forms repeat.
record PageVisit(PageWorld world, Browser browser, String token) {

    static PageVisit by(Visitor visitor, PageWorld world, int port) throws Exception {
        return in(world.browser(visitor, port), world);
    }

    /// As a page shows the token; whoever must choose a password first sees one page only.
    static PageVisit in(Browser browser, PageWorld world) throws Exception {
        HttpResponse<String> home = browser.get("/");
        HttpResponse<String> page = home.statusCode() == 200 ? home : browser.get("/password");
        return new PageVisit(world, browser, Browser.token(page.body()).orElseThrow());
    }

    PageVisit with(String other) {
        return new PageVisit(world, browser, other);
    }

    /// The same session and token, sent from another site's page.
    PageVisit from(String origin, int port) {
        Browser elsewhere = new Browser(port).with("Origin", origin);
        elsewhere.cookies().putAll(browser.cookies());
        return new PageVisit(world, elsewhere, token);
    }

    HttpResponse<String> send(Line line) throws Exception {
        if (!line.changes()) {
            return browser.get(world.fill(line.path()));
        }
        Map<String, String> form = PageTable.fields(world.fill(line.form()));
        if (!token.isEmpty()) {
            form.put("_csrf", token);
        }
        return browser.post(world.fill(line.path()), form);
    }

    /// All that the reader learns, but for the path that was asked for.
    String comparable(Line line, HttpResponse<String> answer) {
        String path = world.fill(line.path()).replaceFirst("\\?.*", "");
        String text = answer.statusCode() + " " + answer.headers().map().keySet() + " " + Browser.location(answer) + " "
                + answer.body().length() + " " + answer.body();
        return text.replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "")
                .replace(path, "-")
                .replace(path.replace("/", "%2F"), "-");
    }

    static boolean leadsToSignIn(Line line, HttpResponse<String> answer) {
        return answer.statusCode() == 303
                && Browser.location(answer).startsWith("/login?next=")
                && !line.path().startsWith("/login");
    }
}
