package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/// Starts builds in a browser: ada owns acme/web, tom may push there, bob only reads it.
@SlipwayTest
@TestPropertySource(properties = "slipway.builds.queue-limit=5")
class BuildStartHttpTest extends AcmeBuilds {

    private static final String BUILDS = "/r/acme/web/-/builds";
    private static final String TRIGGERS = "/r/acme/web/-/build-triggers";

    private Browser tom;

    @Override
    void prepare() throws Exception {
        pusher().push(WEB, "1.0");
        pusher().push("acme/plain", "1.0");
        grant("tom", WEB, "write");
        grant("tom", "acme/plain", "write");
        connect("https://git.example.com/acme/web.git", Map.of("rule-1-pattern", "twice", "rule-1-tags", "b"));
    }

    @Test
    void startsABuildForWhoeverMayPushAndLeadsToIt() throws Exception {
        tom = emptyQueue();
        assertThat(tom.get(BUILDS).body()).contains("Start a build", "https://git.example.com/acme/web.git");

        HttpResponse<String> made = start(Map.of("kind", "branch", "ref", " main "));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(303);
        assertThat(Browser.location(made)).matches(BUILDS + "/[0-9]+\\?done=build-queued");
        assertThat(tom.get(Browser.location(made)).body()).contains("by hand, tom", ">main<");
        String commit = "0123456789ABCDEF0123456789abcdef01234567";
        HttpResponse<String> older = start(Map.of("kind", "branch", "ref", "main", "commit", commit));
        assertThat(tom.get(Browser.location(older)).body()).contains("0123456");
    }

    @Test
    void leadsToTheListWhereSeveralRulesBuildAndSaysWhich() throws Exception {
        tom = emptyQueue();
        rule("rule-2-pattern", "twice", "rule-2-tags", "c", "rule-2-enabled", "yes");

        HttpResponse<String> made = start(Map.of("kind", "branch", "ref", "twice"));
        assertThat(Browser.location(made)).matches(BUILDS + "\\?started=[0-9]+,[0-9]+");
        String number = Browser.location(made).replaceFirst(".*=", "").replaceFirst(",.*", "");
        assertThat(tom.get(Browser.location(made)).body())
                .contains("In the queue:", "href=\"" + BUILDS + "/" + number + "\"");
        assertThat(tom.get(BUILDS + "?started=%3Cb%3E").body()).doesNotContain("In the queue:");
    }

    @Test
    void saysBesideItsFieldWhatIsWrongAndKeepsWhatWasTyped() throws Exception {
        tom = emptyQueue();
        assertThat(refused(Map.of("kind", "branch", "ref", "")))
                .contains("id=\"ref-error\"", "Give the name of a branch or tag.", "<details", " open=\"open\"");
        assertThat(refused(Map.of("kind", "branch", "ref", "a..<b>")))
                .contains("No branch or tag in Git can have this name.", "value=\"a..&lt;b&gt;\"");
        assertThat(refused(Map.of("kind", "tag", "ref", "main")))
                .contains("No rule of this Git repository builds this.", "<option value=\"tag\" selected=\"selected\"");
        assertThat(refused(Map.of("kind", "branch", "ref", "off"))).contains("The rule that builds this is switched");
        assertThat(refused(Map.of("kind", "branch", "ref", "main", "commit", "abc")))
                .contains("id=\"commit-error\"", "The whole id of a commit.");
        assertThat(refused(Map.of("kind", "branch", "ref", "main", "trigger", "x")))
                .contains("id=\"trigger-error\"", "Choose one of these Git repositories.");
        assertThat(rows().jdbc()
                        .sql("SELECT count(*) FROM builds.build WHERE state = 'QUEUED'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void saysThatTheTriggerRests() throws Exception {
        tom = emptyQueue();
        jdbc.sql("UPDATE builds.trigger SET enabled = false").update();
        assertThat(tom.get(BUILDS).body()).contains("web.git (Off)");
        assertThat(refused(Map.of("kind", "branch", "ref", "main")))
                .contains("id=\"trigger-error\"", "whoever maintains this repository can resume it");
        jdbc.sql("UPDATE builds.trigger SET enabled = true").update();
    }

    @Test
    @Tag("K10")
    void saysThatTheQueueIsFull() throws Exception {
        tom = emptyQueue();
        for (int i = 0; i < 5; i++) {
            rows().build(WEB, "QUEUED");
        }
        HttpResponse<String> full = start(Map.of("kind", "branch", "ref", "main"));
        assertThat(full.statusCode()).isEqualTo(409);
        assertThat(full.body()).contains("The queue of this namespace is full", "value=\"main\"");
    }

    @Test
    @Tag("B1")
    void isForThoseOnlyWhoMayPush() throws Exception {
        tom = emptyQueue();
        Browser bob = as("bob");
        assertThat(bob.get(BUILDS).body()).doesNotContain("Start a build", "git.example.com");
        assertThat(submit(bob, "/", BUILDS, Map.of("kind", "branch", "ref", "main"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(tom.get("/r/acme/plain/-/builds").body()).doesNotContain("Start a build");
        assertThat(submit(tom, "/", "/r/acme/plain/-/builds", Map.of("kind", "branch", "ref", "main"))
                        .statusCode())
                .isEqualTo(422);
    }

    private Browser emptyQueue() throws Exception {
        jdbc.sql("UPDATE builds.build SET state = 'CANCELLED', finished_at = now() WHERE state = 'QUEUED'")
                .update();
        return as("tom");
    }

    private HttpResponse<String> start(Map<String, String> form) throws Exception {
        return submit(tom, BUILDS, BUILDS, form);
    }

    private String refused(Map<String, String> form) throws Exception {
        HttpResponse<String> answer = start(form);
        assertThat(answer.statusCode()).isEqualTo(422);
        return answer.body();
    }

    private void connect(String url, Map<String, String> more) throws Exception {
        Map<String, String> form = rules();
        form.putAll(Map.of("provider", "git", "url", url, "access", "none"));
        form.putAll(more);
        assertThat(submit(ada, TRIGGERS, TRIGGERS, form).statusCode()).isEqualTo(303);
    }

    /// One more than there are.
    private void rule(String... fields) throws Exception {
        String trigger = jdbc.sql("SELECT public_id FROM builds.trigger ORDER BY id LIMIT 1")
                .query(String.class)
                .single();
        Map<String, String> form = rules();
        form.putAll(Map.of("rule-1-pattern", "twice", "rule-1-tags", "b", "rule-1-enabled", "yes"));
        for (int i = 0; i < fields.length; i += 2) {
            form.put(fields[i], fields[i + 1]);
        }
        assertThat(submit(ada, TRIGGERS, TRIGGERS + "/" + trigger + "/rules", form)
                        .statusCode())
                .isEqualTo(303);
    }

    private static Map<String, String> rules() {
        Map<String, String> form = new HashMap<>(Map.of(
                "rule-0-source", "branch",
                "rule-0-pattern", "main",
                "rule-0-tags", "latest",
                "rule-0-enabled", "yes"));
        form.putAll(Map.of("rule-4-pattern", "off", "rule-4-tags", "off"));
        return form;
    }
}
