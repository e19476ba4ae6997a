package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// Which buildah this machine has; it is asked once.
@Component
class BuilderVersion {

    private static final Pattern VERSION =
            Pattern.compile("buildah version (?<major>[0-9]{1,4})\\.(?<minor>[0-9]{1,4})\\S*");

    private Optional<String> said = Optional.empty();

    /// @throws BuildFailure DOCKERFILE when it has here-documents, which this buildah does not know
    void check(Dockerfile file) throws IOException {
        if (file.hasHereDocuments() && !knowsHereDocuments(said())) {
            throw new BuildFailure(
                    BuildReason.DOCKERFILE,
                    "the Dockerfile has here-documents (<<EOF), which the builder here does not know: buildah does from"
                            + " 1.33 on, and this is " + said()
                            + ". Write RUN with && and \\ at the ends of lines, and put files into the repository");
        }
    }

    static boolean knowsHereDocuments(String said) {
        Matcher version = VERSION.matcher(said);
        if (!version.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(version.group("major"));
        return major > 1 || major == 1 && Integer.parseInt(version.group("minor")) >= 33;
    }

    private synchronized String said() throws IOException {
        if (said.isEmpty()) {
            Process process = new ProcessBuilder("buildah", "--version")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), UTF_8));
            said = Optional.of(version.lookingAt() ? version.group() : "buildah of an unknown version");
        }
        return said.orElseThrow();
    }
}
