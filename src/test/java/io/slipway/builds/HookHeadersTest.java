package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HookHeadersTest {

    @Test
    void namesTheSenderAsItNamesItself() {
        assertSender(GitProvider.GITHUB, "x-github-event", "x-hub-signature-256");
        assertSender(GitProvider.GITEA, "x-github-event", "x-gitea-event");
        assertSender(GitProvider.GITEA, "x-github-event", "x-gitea-event", "x-forgejo-event");
        assertSender(GitProvider.GITLAB, "x-gitlab-event");
        assertSender(GitProvider.BITBUCKET, "x-event-key");
        assertSender(GitProvider.GIT, "x-slipway-signature-256");
        assertThat(new HookHeaders(Map.of("content-type", "text/plain")).sender())
                .isEmpty();
    }

    private static void assertSender(GitProvider provider, String... names) {
        var values = new HashMap<String, String>();
        for (String name : names) {
            values.put(name, "push");
        }
        assertThat(new HookHeaders(values).sender()).contains(provider);
    }
}
