package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.builds.BuildAccess;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.builds.Builds;
import io.slipway.builds.LogReader;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Builds of a repository: what became of them for whoever sees it; logs, cancelling and repeating for whoever may
/// push.
@Component
class BuildsResource {

    static final String NAME = "builds";

    private static final String ONE = NAME + "/";
    private static final String LOG = "/log";
    private static final String CANCEL = "/cancel";
    private static final String RETRY = "/retry";
    private static final String LINES = "application/x-ndjson";

    /// A line of a log as JSON.
    record LogLine(long number, String at, String text) {}

    private final BuildAccess access;
    private final BuildViews views;
    private final Builds builds;
    private final LogReader logs;
    private final JsonMapper json;

    BuildsResource(BuildAccess access, BuildViews views, Builds builds, LogReader logs, JsonMapper json) {
        this.access = access;
        this.views = views;
        this.builds = builds;
        this.logs = logs;
        this.json = json;
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> in(Caller caller, RepositoryPath path, PageQuery query) {
        String below = path.below().orElse("");
        if (below.equals(NAME)) {
            return Optional.of(list(caller, path, query));
        }
        if (!below.startsWith(ONE)) {
            return Optional.empty();
        }
        Repository repository = access.toSee(caller, path.name());
        BuildSummary build = get(repository, below.substring(ONE.length()));
        return Optional.of(EntityTag.answer(BuildView.of(build, access.mayRun(caller, path.name()))));
    }

    boolean isLog(RepositoryPath path) {
        return path.below()
                .filter(it -> it.startsWith(ONE) && it.endsWith(LOG) && it.length() > ONE.length() + LOG.length())
                .isPresent();
    }

    /// Text, or a line of JSON for each where the caller accepts that.
    ///
    /// @param first the number of the first line; without one the first of all
    void log(
            Caller caller,
            RepositoryPath path,
            @Nullable String first,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Repository repository = access.toRun(caller, path.name());
        BuildSummary build = get(repository, middle(path.below().orElseThrow(), LOG));
        long from = first == null ? 1 : number(first);
        String accept = Objects.requireNonNullElse(request.getHeader("Accept"), "");
        boolean lines = accept.contains(LINES) || accept.contains("application/json");
        response.setContentType((lines ? LINES : "text/plain") + ";charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        Writer writer = response.getWriter();
        logs.copy(build, from, piece -> {
            long number = piece.first();
            for (String line : piece.lines()) {
                writer.write(
                        lines
                                ? json.writeValueAsString(
                                        new LogLine(number++, piece.at().toString(), line))
                                : line);
                writer.write('\n');
            }
            writer.flush();
        });
    }

    /// @param cache of the body: whether a repeated build may use what earlier ones left; it may unless told
    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> post(Caller caller, RepositoryPath path, DeletionsResource.Body body) {
        String below = path.below().orElse("");
        if (!below.startsWith(ONE) || !(below.endsWith(CANCEL) || below.endsWith(RETRY))) {
            return Optional.empty();
        }
        Repository repository = access.toRun(caller, path.name());
        long by = caller.principal().orElseThrow();
        if (below.endsWith(CANCEL)) {
            body.toNothing();
            builds.cancel(repository, number(middle(below, CANCEL)), by);
            return Optional.of(ResponseEntity.accepted().build());
        }
        boolean cache = body.toCache();
        BuildSummary build = get(repository, middle(below, RETRY));
        access.requireTags(repository, build);
        int next = builds.retry(repository, build.number(), cache, by);
        return Optional.of(ResponseEntity.created(URI.create(path(repository) + "/" + next))
                .body(BuildView.of(views.get(repository, next), true)));
    }

    private ResponseEntity<?> list(Caller caller, RepositoryPath path, PageQuery query) {
        Repository repository = access.toSee(caller, path.name());
        boolean details = access.mayRun(caller, path.name());
        Optional<Integer> before = query.number().map(it -> (int) Math.min(it, Integer.MAX_VALUE));
        Page<BuildSummary> page = views.page(repository, before, query.limit());
        return query.answer(
                path(repository),
                page.items(),
                page.more(),
                build -> Integer.toString(build.number()),
                build -> BuildView.of(build, details));
    }

    private BuildSummary get(Repository repository, String number) {
        return views.get(repository, number(number));
    }

    private static String path(Repository repository) {
        return "/api/v1/repositories/" + repository.name() + "/-/" + NAME;
    }

    /// What stands between `builds/` and the end.
    private static String middle(String below, String end) {
        return below.substring(ONE.length(), Math.max(ONE.length(), below.length() - end.length()));
    }

    private static int number(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiException.notFound();
        }
        return Integer.parseInt(text);
    }
}
