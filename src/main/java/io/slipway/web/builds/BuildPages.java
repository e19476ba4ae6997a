package io.slipway.web.builds;

import io.slipway.builds.BuildAccess;
import io.slipway.builds.BuildSummary;
import io.slipway.builds.BuildViews;
import io.slipway.builds.Builds;
import io.slipway.builds.BuildsException;
import io.slipway.content.Repository;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.RepositoryPart;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The builds of a repository, each with its page; open pages ask again and again whether something is new.
@Component
class BuildPages implements RepositoryPart {

    static final String NAME = "builds";

    private static final String ONE = NAME + "/";
    private static final String CANCEL = "cancel";
    private static final String RETRY = "retry";

    private final BuildAccess access;
    private final BuildViews views;
    private final Builds builds;
    private final BuildPageViews pages;
    private final BuildLists lists;
    private final LogPages logs;

    BuildPages(
            BuildAccess access,
            BuildViews views,
            Builds builds,
            BuildPageViews pages,
            BuildLists lists,
            LogPages logs) {
        this.access = access;
        this.views = views;
        this.builds = builds;
        this.pages = pages;
        this.lists = lists;
        this.logs = logs;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME, ONE);
    }

    @Override
    public @Nullable ModelAndView show(Asked asked) throws IOException {
        if (asked.part().equals(NAME)) {
            return lists.show(asked);
        }
        String below = asked.part().substring(ONE.length());
        if (below.equals(BadgePictures.NAME)) {
            lists.badge(asked);
            return null;
        }
        int slash = below.indexOf('/');
        String number = slash < 0 ? below : below.substring(0, slash);
        if (slash < 0) {
            Repository repository = access.toSee(asked.caller(), asked.name());
            return one(asked, repository, get(repository, number), "", HttpStatus.OK);
        }
        Repository repository = access.toRun(asked.caller(), asked.name());
        return logs.show(asked, repository, get(repository, number), below.substring(slash + 1));
    }

    /// Starts, cancels or repeats.
    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        Repository repository = access.toRun(asked.caller(), asked.name());
        if (asked.part().equals(NAME)) {
            return lists.start(asked, repository, new TriggerForm(form));
        }
        String[] path = asked.part().split("/", -1);
        if (path.length != 3) {
            throw missing();
        }
        BuildSummary build = get(repository, path[1]);
        long by = asked.caller().principal().orElseThrow();
        try {
            return switch (path[2]) {
                case CANCEL -> {
                    builds.cancel(repository, build.number(), by);
                    yield page(repository, build.number()).seeOther(Notice.BUILD_CANCELLED);
                }
                case RETRY -> {
                    access.requireTags(repository, build);
                    boolean cache = !form.getOrDefault("cache", "").equals("no");
                    int next = builds.retry(repository, build.number(), cache, by);
                    yield page(repository, next).seeOther(Notice.BUILD_QUEUED);
                }
                default -> throw missing();
            };
        } catch (BuildsException refused) {
            ModelAndView shown = one(asked, repository, get(repository, path[1]), fault(refused), HttpStatus.CONFLICT);
            return Optional.ofNullable(shown).orElseThrow(BuildPages::missing);
        }
    }

    private @Nullable ModelAndView one(
            Asked asked, Repository repository, BuildSummary build, String fault, HttpStatus status) {
        String version = pages.version(asked, build);
        if (fault.isEmpty() && BuildVersion.isKnown(asked, version)) {
            return null;
        }
        return new ModelAndView(
                "builds/build", Map.of("page", pages.one(asked, repository, build, version, fault)), status);
    }

    private static String fault(BuildsException refused) {
        return switch (refused.code()) {
            case NOT_FOUND -> throw missing();
            case QUEUE_FULL -> "builds.fault.full";
            case PAUSED -> "builds.fault.paused";
            case CONFLICT, INVALID -> "builds.fault.over";
        };
    }

    private BuildSummary get(Repository repository, String number) {
        return views.find(repository, number(number)).orElseThrow(BuildPages::missing);
    }

    static OwnPath page(Repository repository, int number) {
        return new OwnPath("/r/" + repository.name() + "/-/" + ONE + number);
    }

    static int number(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw missing();
        }
        return Integer.parseInt(text);
    }

    private static OciException missing() {
        return new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
