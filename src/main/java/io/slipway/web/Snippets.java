package io.slipway.web;

import java.util.Locale;

/// Ready lines for a person's or robot's secret: with it, since it is shown only now, or with the variable in
/// which CI keeps it.
///
/// @param registry what comes before the name in a reference
/// @param login    the user name
public record Snippets(String registry, String login, String secret) {

    public String docker() {
        return "echo '" + secret + "' | docker login " + registry + " -u '" + login + "' --password-stdin";
    }

    public String kubernetes() {
        return """
                apiVersion: v1
                kind: Secret
                metadata:
                  name: %s
                type: kubernetes.io/dockerconfigjson
                stringData:
                  .dockerconfigjson: |
                    {"auths": {"%s": {"username": "%s", "password": "%s"}}}
                """.formatted(secretName(), registry, login, secret);
    }

    public String github() {
        return """
                - uses: docker/login-action@v3
                  with:
                    registry: %s
                    username: %s
                    password: ${{ secrets.SLIPWAY_TOKEN }}
                """.formatted(registry, login);
    }

    public String gitlab() {
        return """
                before_script:
                  - echo "$SLIPWAY_TOKEN" | docker login %s -u '%s' --password-stdin
                """.formatted(registry, login);
    }

    @Override
    public String toString() {
        return "Snippets[" + login + "]";
    }

    /// As Kubernetes names things.
    private String secretName() {
        return "slipway-" + login.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
