package io.slipway.web.builds;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.builds.BuildBadges;
import io.slipway.builds.BuildState;
import io.slipway.content.Repository;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.web.RepositoryPart.Asked;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// A picture that says whether the newest build succeeded, for READMEs elsewhere.
@Component
class BadgePictures {

    static final String NAME = "badge.svg";

    /// Widths that the usual font of such badges needs.
    private enum Look {
        PASSING("passing", "#2b7a0b", 54),
        FAILING("failing", "#b3261e", 46),
        BUILDING("building", "#1f5fa8", 56),
        NONE("none", "#5c6370", 40),
        UNKNOWN("unknown", "#5c6370", 62);

        private final String word;
        private final String colour;
        private final int width;

        Look(String word, String colour, int width) {
            this.word = word;
            this.colour = colour;
            this.width = width;
        }
    }

    private static final int LABEL = 38;
    private static final String PICTURE = """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="build: %2$s">\
            <title>build: %2$s</title><rect width="%3$d" height="20" fill="#3b3f46"/>\
            <rect x="%3$d" width="%4$d" height="20" fill="%5$s"/>\
            <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">\
            <text x="%6$d" y="14">build</text><text x="%7$d" y="14">%2$s</text></g></svg>
            """;

    private final Access access;
    private final BuildBadges badges;
    private final PublicUrl publicUrl;

    BadgePictures(Access access, BuildBadges badges, PublicUrl publicUrl) {
        this.access = access;
        this.badges = badges;
        this.publicUrl = publicUrl;
    }

    /// With a token where not everybody sees the repository.
    BuildsPage.Badge link(Asked asked, Repository repository) {
        HttpServletRequest request = asked.request();
        String page = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort()) + "/r/"
                + repository.name() + "/-/" + BuildPages.NAME;
        boolean open = find(new Caller.Anonymous(), repository.name(), "").isPresent();
        String url = page + "/" + NAME + (open ? "" : "?token=" + badges.token(repository));
        return new BuildsPage.Badge(url, "[![build](" + url + ")](" + page + ")");
    }

    /// What is hidden looks as what is missing.
    void write(Asked asked) throws IOException {
        Optional<Repository> found = find(asked.caller(), asked.name(), asked.parameter("token"));
        Look look = found.map(it -> badges.state(it, asked.parameter("branch"))
                        .map(BadgePictures::look)
                        .orElse(Look.NONE))
                .orElse(Look.UNKNOWN);
        HttpServletResponse response = asked.response();
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=60");
        // pages elsewhere show it
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        String version = "\"badge-" + look.word + '"';
        response.setHeader(HttpHeaders.ETAG, version);
        if (found.isPresent() && version.equals(asked.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setStatus(found.isPresent() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_NOT_FOUND);
        response.setContentType("image/svg+xml;charset=UTF-8");
        response.getOutputStream().write(draw(look).getBytes(UTF_8));
    }

    private Optional<Repository> find(Caller caller, RepositoryName name, String token) {
        if (!token.isEmpty()) {
            Optional<Repository> let = badges.find(name, token);
            if (let.isPresent()) {
                return let;
            }
        }
        try {
            return Optional.of(access.toSee(caller, name));
        } catch (OciException hidden) {
            return Optional.empty();
        }
    }

    private static Look look(BuildState state) {
        return switch (state) {
            case SUCCEEDED -> Look.PASSING;
            case FAILED, TIMED_OUT -> Look.FAILING;
            case CLONING, BUILDING, TESTING, PUSHING -> Look.BUILDING;
            case QUEUED, CANCELLED, SUPERSEDED -> Look.NONE;
        };
    }

    private static String draw(Look look) {
        return PICTURE.formatted(
                LABEL + look.width, look.word, LABEL, look.width, look.colour, LABEL / 2, LABEL + look.width / 2);
    }
}
