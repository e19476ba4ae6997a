package io.slipway.api;

import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagEvent;
import io.slipway.content.TagEventPosition;
import io.slipway.content.TagFilter;
import io.slipway.content.TagHistory;
import io.slipway.content.TagPage;
import io.slipway.content.TagPosition;
import io.slipway.content.TagQuery;
import io.slipway.content.TagQuery.Place;
import io.slipway.content.TagSort;
import io.slipway.content.Tags;
import io.slipway.oci.OciException;
import io.slipway.oci.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// The tags of a repository that the caller may see: by name, or as `sort` says, and only those that `q` finds.
@Component
class TagsResource {

    static final String NAME = "tags";
    static final String HISTORY = "history";

    private static final String PATH = "/api/v1/repositories/";
    private static final String START = NAME + "/";
    private static final String ITS_HISTORY = "/" + HISTORY;

    private final Tags tags;
    private final TagHistory history;

    TagsResource(Tags tags, TagHistory history) {
        this.tags = tags;
        this.history = history;
    }

    ResponseEntity<List<TagView>> list(Repository repository, HttpServletRequest request) {
        PageQuery page = PageQuery.of(request.getParameter("after"), request.getParameter("limit"));
        QueryText words = new QueryText("q", parameter(request, "q").strip());
        QueryText order = new QueryText("sort", parameter(request, "sort"));
        TagSort sort = order.value().isEmpty()
                ? TagSort.NAME
                : TagSort.find(order.value())
                        .orElseThrow(() -> ApiException.invalidQuery("sort is name, newest, version, size or pulled"));
        Optional<Place> place = TagPosition.parse(sort, page.after()).map(position -> new Place(position, false));
        if (place.isEmpty() && !page.after().isEmpty()) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        QueryText platform = new QueryText("platform", parameter(request, "platform"));
        TagFilter filter =
                new TagFilter(words.value(), true, Optional.of(platform.value()).filter(it -> !it.isEmpty()));
        TagPage found = tags.list(repository, new TagQuery(sort, filter, place, page.limit()));
        String path = PATH + repository.name() + "/-/" + NAME;
        return page.answer(
                order.in(platform.in(words.in(path))),
                found.items(),
                found.after(),
                tag -> TagPosition.of(sort, tag).text(sort),
                TagView::of);
    }

    /// Whose history stands at that path below a repository.
    static Optional<String> historyOf(String below) {
        boolean asked = below.startsWith(START)
                && below.endsWith(ITS_HISTORY)
                && below.length() > START.length() + ITS_HISTORY.length();
        return asked
                ? Optional.of(below.substring(START.length(), below.length() - ITS_HISTORY.length()))
                : Optional.empty();
    }

    /// What a tag named, the newest first; with `on` from the end of that day in UTC.
    /// Nothing happened to a tag that never was.
    ResponseEntity<List<TagEventView>> history(Repository repository, String name, HttpServletRequest request) {
        String tag = tag(name);
        return history(repository, Optional.of(tag), START + tag + ITS_HISTORY, request);
    }

    /// The same of all tags.
    ResponseEntity<List<TagEventView>> history(Repository repository, HttpServletRequest request) {
        return history(repository, Optional.empty(), HISTORY, request);
    }

    private ResponseEntity<List<TagEventView>> history(
            Repository repository, Optional<String> tag, String below, HttpServletRequest request) {
        PageQuery page = PageQuery.of(request.getParameter("after"), request.getParameter("limit"));
        QueryText day = new QueryText("on", parameter(request, "on"));
        Optional<TagEventPosition> end =
                Optional.of(day.value()).filter(it -> !it.isEmpty()).map(TagsResource::end);
        Optional<TagEventPosition> after = TagEventPosition.parse(page.after());
        if (after.isEmpty() && !page.after().isEmpty()) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        Optional<TagEventPosition> start = after.or(() -> end);
        Page<TagEvent> found = tag.isPresent()
                ? history.page(repository, tag.get(), start, page.limit())
                : history.page(repository, true, start, page.limit());
        return page.answer(
                day.in(PATH + repository.name() + "/-/" + below),
                found.items(),
                found.more(),
                event -> event.position().toString(),
                event -> TagEventView.of(event, repository.writable()));
    }

    private static String tag(String name) {
        try {
            return Tag.parse(name).value();
        } catch (OciException e) {
            throw ApiException.notFound();
        }
    }

    private static TagEventPosition end(String day) {
        try {
            LocalDate parsed = LocalDate.parse(day);
            if (parsed.getYear() > 1970 && parsed.getYear() < 9999) {
                return TagEventPosition.before(
                        parsed.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
            }
        } catch (DateTimeException e) {
            // as any other text
        }
        throw ApiException.invalidQuery("on is a day such as 2026-05-03");
    }

    private static String parameter(HttpServletRequest request, String name) {
        return Objects.requireNonNullElse(request.getParameter(name), "");
    }
}
