package io.slipway.web.builds;

import io.slipway.builds.BuildSummary;
import io.slipway.web.RepositoryPart.Asked;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpHeaders;

/// What tells an open page whether something is new.
final class BuildVersion {

    /// How often what still grows is shown anew, in seconds.
    private static final int BEAT = 5;

    private BuildVersion() {}

    /// Another one after each change, and every few seconds while one of them runs.
    static String of(Asked asked, List<BuildSummary> shown, Instant now) {
        boolean growing = shown.stream().anyMatch(build -> !build.state().isOver());
        long beat = growing ? now.getEpochSecond() / BEAT : 0;
        int hash = List.of(shown, beat, asked.shell().language(), asked.parameter("done"))
                .hashCode();
        return '"' + Integer.toHexString(hash) + '"';
    }

    /// Then the answer is written.
    static boolean isKnown(Asked asked, String version) {
        asked.response().setHeader(HttpHeaders.ETAG, version);
        if (version.equals(asked.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            asked.response().setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return true;
        }
        return false;
    }
}
