package io.slipway.web.builds;

import io.slipway.access.Caller;
import io.slipway.builds.BuildAccess;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.builds.LogLines;
import io.slipway.builds.LogReader;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.BuildRow;
import io.slipway.web.RepositoryHead;
import io.slipway.web.RepositoryHeads;
import io.slipway.web.RepositoryPart.Asked;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// What a build said, for those who may push: to read in a page, to search, to keep as a file, and as it comes.
@Component
class LogPages {

    private static final int SHOWN = 5_000;

    /// @param last the number of the last line
    record Part(String state, long last, List<LogLines> pieces) {}

    record Found(List<Long> lines) {}

    private final BuildAccess access;
    private final BuildViews views;
    private final LogReader logs;
    private final LogEvents events;
    private final RepositoryHeads heads;
    private final JsonMapper json;

    LogPages(
            BuildAccess access,
            BuildViews views,
            LogReader logs,
            LogEvents events,
            RepositoryHeads heads,
            JsonMapper json) {
        this.access = access;
        this.views = views;
        this.logs = logs;
        this.events = events;
        this.heads = heads;
        this.json = json;
    }

    /// @param what follows the build's number
    @Nullable
    ModelAndView show(Asked asked, Repository repository, BuildSummary build, String what) throws IOException {
        switch (what) {
            case "log" -> {
                if (asked.parameter("from").isEmpty()) {
                    return plain(asked, repository, build);
                }
                part(asked, build);
            }
            case "log/raw" -> raw(asked, build);
            case "log/search" -> write(asked.response(), new Found(logs.search(build, asked.parameter("q"))));
            case "log/events" ->
                events.write(
                        asked.caller().principal().orElseThrow(),
                        () -> look(asked.caller(), repository, build.number()),
                        LogEvents.start(asked.request()),
                        asked.response());
            default -> throw missing();
        }
        return null;
    }

    /// With the permission to see it, each time.
    private BuildSummary look(Caller caller, Repository repository, int number) {
        return views.get(access.toRun(caller, repository.name()), number);
    }

    private void part(Asked asked, BuildSummary build) throws IOException {
        long from = number(asked.parameter("from"));
        String to = asked.parameter("to");
        List<LogLines> pieces = logs.between(build, from, to.isEmpty() ? Long.MAX_VALUE : number(to));
        write(asked.response(), new Part(BuildRow.word(build.state()), logs.last(build), pieces));
    }

    /// Without a script: the last lines, without what a terminal would obey.
    private ModelAndView plain(Asked asked, Repository repository, BuildSummary build) throws IOException {
        long last = logs.last(build);
        long first = Math.max(1, last - SHOWN + 1);
        List<LogPage.Line> lines = new ArrayList<>();
        logs.copy(build, first, piece -> {
            for (int i = 0; i < piece.lines().size() && lines.size() < SHOWN; i++) {
                lines.add(new LogPage.Line(
                        piece.first() + i, LogText.plain(piece.lines().get(i))));
            }
        });
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, BuildPages.NAME);
        return new ModelAndView(
                "builds/log",
                "page",
                new LogPage(
                        asked.shell(),
                        head,
                        build.number(),
                        lines,
                        first > 1,
                        !build.state().isOver()));
    }

    /// As it was said: a file, and never a page of this site.
    private void raw(Asked asked, BuildSummary build) throws IOException {
        HttpServletResponse response = asked.response();
        String name = asked.name().value().replace('/', '-') + "-" + build.number() + ".log";
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        Writer writer = response.getWriter();
        logs.copy(build, 1, piece -> {
            for (String line : piece.lines()) {
                writer.write(line);
                writer.write('\n');
            }
            writer.flush();
        });
    }

    private void write(HttpServletResponse response, Object answer) throws IOException {
        response.setContentType("application/json");
        response.getOutputStream().write(json.writeValueAsBytes(answer));
    }

    private static long number(String text) {
        if (text.isEmpty() || text.length() > 15 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw missing();
        }
        return Long.parseLong(text);
    }

    private static OciException missing() {
        return new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
