package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `WWW-Authenticate: Bearer realm="…",service="…",scope="…",error="…"`, each at most once.
record ChallengeHeader(String realm, String service, Optional<String> scope, Optional<String> error) {

    private static final Pattern PARAMETER = Pattern.compile("([a-z]+)=\"([^\"]*)\"(?:,|$)");

    /// The one challenge of this answer.
    static ChallengeHeader of(Reply reply) {
        assertThat(reply.headers("WWW-Authenticate")).as("%s", reply).hasSize(1);
        String header = reply.headers("WWW-Authenticate").getFirst();
        assertThat(header).startsWith("Bearer ");
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header.substring("Bearer ".length()));
        int end = 0;
        for (; matcher.find() && matcher.start() == end; end = matcher.end()) {
            assertThat(parameters.put(matcher.group(1), matcher.group(2)))
                    .as(header)
                    .isNull();
        }
        assertThat(end).as(header).isEqualTo(header.length() - "Bearer ".length());
        return new ChallengeHeader(
                parameters.get("realm"),
                parameters.get("service"),
                Optional.ofNullable(parameters.get("scope")),
                Optional.ofNullable(parameters.get("error")));
    }
}
