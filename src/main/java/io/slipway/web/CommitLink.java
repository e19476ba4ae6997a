package io.slipway.web;

import io.slipway.builds.BuildSummary;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A commit, and where it can be looked at.
///
/// @param brief how it begins
/// @param page  of the Git provider; empty where that is not known
public record CommitLink(String id, String brief, Optional<String> page) {

    private static final int SHOWN = 7;
    /// `git@example.com:acme/web.git`
    private static final Pattern SCP = Pattern.compile("[^/@:]+@([A-Za-z0-9.-]+):/?([^:]+)");

    public static Optional<CommitLink> of(BuildSummary build) {
        return build.commit()
                .map(id -> new CommitLink(
                        id,
                        id.substring(0, Math.min(SHOWN, id.length())),
                        build.source()
                                .flatMap(it -> path(it.provider())
                                        .flatMap(path -> site(it.url()).map(site -> site + path + id)))));
    }

    /// The repository's page at its provider.
    public static Optional<String> site(BuildSummary build) {
        return build.source().filter(it -> path(it.provider()).isPresent()).flatMap(it -> site(it.url()));
    }

    private static Optional<String> path(String provider) {
        return switch (provider) {
            case "GITHUB", "GITEA" -> Optional.of("/commit/");
            case "GITLAB" -> Optional.of("/-/commit/");
            case "BITBUCKET" -> Optional.of("/commits/");
            default -> Optional.empty();
        };
    }

    /// Of what is cloned by SSH, too; always https.
    private static Optional<String> site(String clone) {
        Matcher scp = SCP.matcher(clone);
        String url = scp.matches() ? "ssh://" + scp.group(1) + "/" + scp.group(2) : clone;
        try {
            URI uri = new URI(url.replaceFirst("(\\.git)?/*$", ""));
            if (uri.getHost() == null
                    || uri.getRawPath() == null
                    || uri.getRawPath().length() < 2) {
                return Optional.empty();
            }
            String port = "https".equals(uri.getScheme()) && uri.getPort() > 0 ? ":" + uri.getPort() : "";
            return Optional.of("https://" + uri.getHost() + port + uri.getRawPath());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
