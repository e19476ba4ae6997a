package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;

/// Connects a Git repository step by step, as a browser without scripts does: each form has what was said before.
@SlipwayTest
class TriggerWizardHttpTest extends AdaPages {

    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private static final String TOKEN = "ghp-very-secret-token";
    private static final Map<String, String> RULE = Map.of(
            "rule-0-source", "branch",
            "rule-0-pattern", "main",
            "rule-0-tags", "latest",
            "rule-0-enabled", "yes",
            "rule-0-cache", "yes");

    private String wizard;
    private HttpResponse<String> shown;

    @BeforeEach
    void push() throws Exception {
        pusher.push(name, "1.0");
        wizard = page + "build-triggers/new";
        shown = ada.get(wizard);
    }

    @Test
    void leadsThroughAllStepsToTheTrigger() throws Exception {
        assertThat(shown.body()).contains("aria-current=\"step\"><span>1. Source<", "name=\"url\"");
        next(Map.of("provider", "gitea", "url", "https://git.example.com/acme/web.git"));
        assertThat(shown.body()).contains("aria-current=\"step\"><span>2. Access<", "value=\"token\"");
        next(Map.of("access", "none", "submodules", "yes"));
        assertThat(shown.body()).contains("aria-current=\"step\"><span>3. Rules<", "data-try", "Another rule");
        next(with(RULE, "rule-0-arguments", "VERSION=<1>", "supersede", "yes"));
        assertThat(shown.body())
                .contains("aria-current=\"step\"><span>4. Review<", "Gitea or Forgejo", "VERSION=&lt;1&gt;")
                .contains("What happens next", "A newer push drops older builds");
        String one = create();
        assertThat(ada.get(one).body())
                .contains("https://git.example.com/acme/web.git", "VERSION=&lt;1&gt;")
                .containsPattern("name=\"submodules\"[^>]*checked");
    }

    @Test
    @Tag("E1")
    void carriesATokenSealedAndShowsItNowhere() throws Exception {
        next(Map.of("provider", "github", "url", "https://git.example.com/acme/web.git"));
        next(Map.of("access", "token", "login", "ada"));
        assertThat(shown.statusCode()).isEqualTo(422);
        assertThat(shown.body()).contains("id=\"token-error\"", "value=\"ada\"");

        next(Map.of("access", "token", "login", "ada", "token", TOKEN));
        String sealed = fields().get("sealed");
        assertThat(sealed).hasSizeGreaterThan(40);
        go("access", RULE);
        assertThat(shown.body()).contains("A token was typed already").doesNotContain(TOKEN);
        next(Map.of("access", "token", "login", "ada"));
        next(RULE);
        assertThat(shown.body()).contains("Given; it is not shown again.").doesNotContain(TOKEN);
        assertThat(ada.get(create()).body()).doesNotContain(TOKEN);

        // for the server only to which it was given, and for who typed it
        Map<String, String> elsewhere = new HashMap<>(RULE);
        elsewhere.putAll(Map.of("provider", "github", "url", "https://evil.example.com/x", "access", "token"));
        elsewhere.putAll(Map.of("sealed", sealed, "step", "review", "go", "create"));
        assertThat(ada.submit(wizard, wizard, elsewhere).body()).contains("id=\"token-error\"");
        elsewhere.put("sealed", "AAAA");
        elsewhere.put("url", "https://git.example.com/acme/web.git");
        assertThat(ada.submit(wizard, wizard, elsewhere).body()).contains("id=\"token-error\"");
    }

    @Test
    void staysAtTheStepThatIsWrongAndGoesBackWithoutLosingAnything() throws Exception {
        next(Map.of("provider", "git", "url", "https://git.example.com/ <b>"));
        assertThat(shown.statusCode()).isEqualTo(422);
        assertThat(shown.body()).contains("id=\"url-error\"", "/ &lt;b&gt;\"", "1. Source");
        next(Map.of("provider", "git", "url", "https://git.example.com/acme/web"));
        next(Map.of("access", "none"));
        next(with(RULE, "rule-1-pattern", "(", "rule-1-expression", "yes", "rule-1-tags", "x"));
        assertThat(shown.body()).contains("id=\"rule-1-pattern-error\"", "value=\"latest\"");
        next(Map.of("rule-0-pattern", ""));
        assertThat(shown.body()).contains("Give at least one rule");
        go("source", RULE);
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("1. Source", "value=\"https://git.example.com/acme/web\"");
        assertThat(fields()).containsEntry("rule-0-tags", "latest").doesNotContainKeys("url", "token");
        // nobody comes further than what is right
        go("review", Map.of("provider", "git", "url", "https://git.example.com/acme/web"));
        assertThat(shown.body()).contains("aria-current=\"step\"><span>2. Access<");
    }

    @Test
    void offersADeployKeyOnlyForSshAndShowsTheKnownKey() throws Exception {
        next(Map.of("provider", "github", "url", "git@github.com:acme/web.git"));
        assertThat(shown.body())
                .contains("Slipway knows the key of this host", "github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMq")
                .doesNotContain("name=\"token\"", "value=\"none\"");
        next(Map.of("access", "key", "hostKeys", ""));
        next(RULE);
        assertThat(shown.body()).contains("github.com ssh-ed25519", "Slipway makes a deploy key and a secret");
        assertThat(ada.get(create()).body()).contains("github.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMq");

        shown = ada.get(wizard);
        next(Map.of("provider", "git", "url", "git@git.example.com:acme/web.git"));
        next(Map.of("access", "key", "hostKeys", ""));
        assertThat(shown.body()).contains("id=\"hostKeys-error\"").doesNotContain("Slipway knows the key");
    }

    @Test
    void saysWhileSomebodyTypesWhatTheRulesMakeOfAName() throws Exception {
        Map<String, String> form = with(RULE, "try", "yes", "live", "yes", "kind", "branch", "ref", "main");
        assertThat(ada.submit(wizard, wizard, form).body())
                .contains("id=\"tried\"", ">latest<")
                .doesNotContain("<html", "<form");
        form.put("ref", "<i>");
        assertThat(ada.submit(wizard, wizard, form).body()).contains("&lt;i&gt;", "this is no name of a branch or tag");
        form.put("rule-1-pattern", "(");
        form.put("rule-1-expression", "yes");
        HttpResponse<String> wrong = ada.submit(wizard, wizard, form);
        assertThat(wrong.statusCode()).isEqualTo(200);
        assertThat(wrong.body()).contains("Rule 2", "no expression of RE2");

        Map<String, String> whole =
                with(RULE, "provider", "git", "url", "https://git.example.com/a/b", "access", "none");
        String one = Browser.location(ada.submit(wizard, page + "build-triggers", whole))
                .replaceFirst("\\?.*", "");
        form.remove("rule-1-pattern");
        form.put("ref", "main");
        assertThat(ada.submit(one, one + "/rules", form).body())
                .contains("id=\"tried\"", ">latest<")
                .doesNotContain("<html");
        assertThat(as("eve").get(wizard).statusCode()).isEqualTo(404);
    }

    @Test
    void addsARowForAnotherRule() throws Exception {
        HttpResponse<String> more =
                ada.submit(wizard, wizard, with(RULE, "try", "more", "rule-1-pattern", "dev", "rule-1-tags", "dev"));
        assertThat(more.body()).contains("3. Rules", "name=\"rule-2-pattern\"").doesNotContain("id=\"tried\"");
    }

    private void next(Map<String, String> typed) throws Exception {
        go("next", typed);
    }

    private void go(String where, Map<String, String> typed) throws Exception {
        Map<String, String> form = fields();
        form.putAll(typed);
        form.put("go", where);
        shown = ada.post(wizard, form);
    }

    private String create() throws Exception {
        go("create", Map.of());
        assertThat(shown.statusCode()).as(shown.body()).isEqualTo(303);
        return Browser.location(shown).replace("?done=created", "");
    }

    /// What the form carries.
    private Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        String body = shown.body();
        Matcher hidden = HIDDEN.matcher(body.substring(body.indexOf("<main")));
        while (hidden.find()) {
            fields.putIfAbsent(HtmlUtils.htmlUnescape(hidden.group(1)), HtmlUtils.htmlUnescape(hidden.group(2)));
        }
        return fields;
    }

    private static Map<String, String> with(Map<String, String> fields, String... more) {
        Map<String, String> all = new HashMap<>(fields);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
