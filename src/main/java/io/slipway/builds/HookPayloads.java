package io.slipway.builds;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what providers send, once it is known to be from them.
@Component
class HookPayloads {

    private static final int DEEPEST = 64;
    private static final int MOST_TOKENS = 400_000;
    private static final int LONGEST_TEXT = 4 * 1024 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";

    /// Those who know a secret may be many: what a body becomes in memory is a multiple of it.
    private final Semaphore largeOnes = new Semaphore(1);

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(MOST_TOKENS)
                            .maxStringLength(LONGEST_TEXT)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /// @throws MalformedPayload when it is not what the provider sends
    HookPush read(GitProvider provider, HookHeaders headers, HookBody body) throws IOException {
        if (!body.isLarge()) {
            return parse(provider, headers, body);
        }
        largeOnes.acquireUninterruptibly();
        try {
            return parse(provider, headers, body);
        } finally {
            largeOnes.release();
        }
    }

    private HookPush parse(GitProvider provider, HookHeaders headers, HookBody body) throws IOException {
        PayloadJson payload;
        try (InputStream raw = body.open();
                InputStream in = headers.text("content-type").startsWith(FORM) ? FormPayload.of(raw) : raw) {
            JsonNode root = json.readTree(in);
            if (!root.isObject()) {
                throw new MalformedPayload("the body must be one JSON object");
            }
            payload = new PayloadJson(root);
        } catch (JacksonException e) {
            throw new MalformedPayload("the body must be one JSON object of a usual size and depth");
        }
        return switch (provider) {
            case GITHUB -> GithubPayload.read(headers.text("x-github-event"), payload);
            case GITEA ->
                GithubPayload.read(
                        headers.get("x-forgejo-event").orElseGet(() -> headers.text("x-gitea-event")), payload);
            case GITLAB -> GitlabPayload.read(headers.text("x-gitlab-event"), payload);
            case BITBUCKET -> BitbucketPayload.read(headers.text("x-event-key"), payload);
            case GIT -> GitPayload.read(headers.text("x-slipway-event"), payload);
        };
    }
}
