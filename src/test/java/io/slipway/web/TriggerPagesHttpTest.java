package io.slipway.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Connects Git repositories in a browser; each test has a repository of its own.
@SlipwayTest
class TriggerPagesHttpTest extends AdaPages {

    private static final Pattern COPIED = Pattern.compile("class=\"command\">\\s*<code>([^<]*)</code>");
    private static final Map<String, String> WEB = Map.of(
            "provider", "git",
            "url", "https://git.example.com/acme/web.git",
            "access", "none",
            "rule-0-source", "branch",
            "rule-0-pattern", "main",
            "rule-0-tags", "latest",
            "rule-0-enabled", "yes",
            "rule-0-cache", "yes");

    @BeforeEach
    void push() throws Exception {
        pusher.push(name, "1.0");
    }

    @Test
    void leadsFromAnEmptyListToATriggerAndToItsBuilds() throws Exception {
        assertThat(ada.get(page + "builds").body()).contains(page + "build-triggers");
        assertThat(ada.get(page + "build-triggers").body())
                .contains("No Git repository is connected yet", page + "build-triggers/new");
        String one = connect(WEB);
        String shown = ada.get(one).body();
        assertThat(shown).contains("post-receive", "value=\"main\"", "name=\"rule-1-pattern\"", ">Active<");
        assertThat(ada.get(page + "build-triggers").body()).contains("https://git.example.com/acme/web.git", one);
        assertThat(ada.get(one + "/deliveries").body()).contains("Nothing came yet");

        HttpResponse<String> sent = deliver(copied(shown, 0), copied(shown, 1));
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
        String list = ada.get(one + "/deliveries").body();
        assertThat(list).contains(">push<", ">main<", page + "builds/1");
        Matcher delivery =
                Pattern.compile(Pattern.quote(one) + "/deliveries/\\d+").matcher(list);
        assertThat(delivery.find()).isTrue();
        assertThat(ada.get(delivery.group()).body())
                .contains("&lt;script&gt;", "x-slipway-event")
                .doesNotContain("<script>alert", copied(shown, 1));
        HttpResponse<String> again = ada.submit(delivery.group(), delivery.group() + "/redeliver", Map.of());
        assertThat(Browser.location(again)).isEqualTo(delivery.group() + "?done=build-queued");
        assertThat(ada.get(delivery.group()).body()).contains(page + "builds/2");
        assertThat(Browser.location(ada.submit(one, one + "/start", Map.of("kind", "branch", "ref", "main"))))
                .isEqualTo(page + "builds?done=build-queued");
    }

    @Test
    void showsWhatIsWrongBesideItsFieldAndKeepsWhatWasTyped() throws Exception {
        Map<String, String> form = new HashMap<>(WEB);
        form.put("url", "https://user:pass@git.example.com/<b>");
        HttpResponse<String> refused = ada.submit(page + "build-triggers/new", page + "build-triggers", form);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("id=\"url-error\"", "git.example.com/&lt;b&gt;\"", "value=\"latest\"");

        form.putAll(WEB);
        form.put("rule-2-pattern", "/(/");
        form.put("rule-2-tags", "x");
        assertThat(ada.submit(page + "build-triggers/new", page + "build-triggers", form)
                        .body())
                .contains("id=\"rule-2-pattern-error\"");
        form.put("rule-2-pattern", "dev");
        form.put("rule-2-arguments", "NPM_TOKEN=x");
        assertThat(ada.submit(page + "build-triggers/new", page + "build-triggers", form)
                        .body())
                .contains("id=\"rule-2-arguments-error\"", "goes under Secrets");
        assertThat(ada.get(page + "build-triggers").body()).contains("No Git repository is connected yet");
    }

    @Test
    void triesRulesWithoutSavingThem() throws Exception {
        Map<String, String> form = new HashMap<>(WEB);
        form.putAll(Map.of(
                "rule-1-source", "tag",
                "rule-1-pattern", "v([0-9]+)[.]([0-9]+)",
                "rule-1-expression", "yes",
                "rule-1-tags", "{1} {1}.{2}",
                "rule-1-enabled", "yes",
                "kind", "tag",
                "ref", "v1.20",
                "try", "yes"));
        HttpResponse<String> tried = ada.submit(page + "build-triggers/new", page + "build-triggers", form);
        assertThat(tried.statusCode()).isEqualTo(200);
        assertThat(tried.body()).contains("id=\"tried\"", ">1<", ">1.20<");
        form.put("ref", "x");
        assertThat(ada.submit(page + "build-triggers/new", page + "build-triggers", form)
                        .body())
                .contains("no rule matches");

        String one = connect(WEB);
        form.remove("url");
        form.put("ref", "v2.0");
        assertThat(ada.submit(one, one + "/rules", form).body()).contains(">2.0<", "acme/web.git");
        assertThat(ada.get(one).body()).doesNotContain("[.]([0-9]+)\"");
        form.remove("try");
        assertThat(Browser.location(ada.submit(one, one + "/rules", form))).isEqualTo(one + "?done=saved");
        assertThat(ada.get(one).body()).contains("value=\"v([0-9]+)[.]([0-9]+)\"", "name=\"rule-2-pattern\"");
        form.put("edition", "older");
        assertThat(ada.submit(one, one + "/rules", form).statusCode()).isEqualTo(422);
    }

    @Test
    void keepsSecretsAndTokensToItself() throws Exception {
        String one = connect(WEB);
        ada.submit(one, one + "/secrets", Map.of("name", "NPM", "value", "very-secret"));
        assertThat(ada.get(one).body()).contains(">NPM<").doesNotContain("very-secret");
        assertThat(ada.submit(one, one + "/secrets", Map.of("name", "a b", "value", "x"))
                        .body())
                .contains("id=\"name-error\"");
        ada.submit(one, one + "/secrets", Map.of("name", "NPM", "remove", "yes"));
        assertThat(ada.get(one).body()).doesNotContain(">NPM<");

        String secret = copied(ada.get(one).body(), 1);
        ada.submit(one, one + "/hook", Map.of());
        assertThat(copied(ada.get(one).body(), 1)).isNotEqualTo(secret);
        String shown = ada.submit(one, one + "/remote", Map.of()).body();
        assertThat(shown).contains("Authorization: Bearer ");
        assertThat(ada.get(one).body()).doesNotContain("Authorization: Bearer ey", "shown only now");
        Map<String, String> off = new HashMap<>(Map.of("provider", "git", "url", WEB.get("url"), "access", "none"));
        ada.submit(one, one, off);
        assertThat(ada.get(one).body()).contains("It is switched off");
        ada.submit(one, one + "/resume", Map.of());
        assertThat(ada.get(one).body()).doesNotContain("It is switched off");
        assertThat(Browser.location(ada.submit(one, one + "/deletion", Map.of())))
                .isEqualTo(page + "build-triggers?done=deleted");
        assertThat(ada.get(one).statusCode()).isEqualTo(404);
    }

    @Test
    void makesADeployKeyToPaste() throws Exception {
        Map<String, String> form = new HashMap<>(WEB);
        form.put("url", "git@git.example.com:acme/web.git");
        form.put("access", "key");
        assertThat(ada.submit(page + "build-triggers/new", page + "build-triggers", form)
                        .body())
                .contains("id=\"hostKeys-error\"");
        form.put("hostKeys", "git.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0");
        String one = connect(form);
        assertThat(copied(ada.get(one).body(), 2)).startsWith("ssh-ed25519 AAAA");
    }

    @Test
    void knowsTheKeysOfWellKnownServers() throws Exception {
        Map<String, String> form = new HashMap<>(WEB);
        form.put("url", "git@gitlab.com:acme/web.git");
        form.put("access", "key");
        assertThat(ada.get(connect(form)).body()).contains("gitlab.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfu");
    }

    @Test
    @Tag("B1")
    void isNotThereForStrangers() throws Exception {
        String one = connect(WEB);
        Browser eve = as("eve");

        for (String path :
                new String[] {page + "build-triggers", page + "build-triggers/new", one, one + "/deliveries"}) {
            assertThat(eve.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(ada.get(page + "build-triggers/x").statusCode()).isEqualTo(404);
        assertThat(ada.get(one + "/x").statusCode()).isEqualTo(404);
        assertThat(ada.get(one + "/deliveries/999").statusCode()).isEqualTo(404);
    }

    private String connect(Map<String, String> form) throws Exception {
        HttpResponse<String> made = ada.submit(page + "build-triggers/new", page + "build-triggers", form);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        return Browser.location(made).replace("?done=created", "");
    }

    /// What a page offers to copy.
    private static String copied(String body, int at) {
        Matcher found = COPIED.matcher(body);
        for (int skipped = 0; skipped <= at; skipped++) {
            assertThat(found.find()).isTrue();
        }
        return found.group(1);
    }

    private static HttpResponse<String> deliver(String url, String secret) throws Exception {
        String push = "{\"ref\":\"refs/heads/main\",\"commit\":\"" + "a".repeat(40)
                + "\",\"message\":\"<script>alert(1)</script>\"}";
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Bearer " + secret)
                                .header("X-Slipway-Event", "push")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(push.getBytes(UTF_8)))
                                .build(),
                        BodyHandlers.ofString());
    }
}
