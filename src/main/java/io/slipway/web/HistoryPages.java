package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagEvent;
import io.slipway.content.TagHistory;
import io.slipway.content.Tags;
import io.slipway.web.HistoryPage.Answer;
import io.slipway.web.HistoryPage.Row;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What each tag of a repository named, when and by whom, and what one was on a day.
@Component
class HistoryPages implements RepositoryPart {

    private static final String NAME = "history";
    private static final int SIZE = 50;

    private final Access access;
    private final RepositoryHeads heads;
    private final TagHistory history;
    private final Tags tags;
    private final Authors authors;

    HistoryPages(Access access, RepositoryHeads heads, TagHistory history, Tags tags, Authors authors) {
        this.access = access;
        this.heads = heads;
        this.history = history;
        this.tags = tags;
        this.authors = authors;
    }

    @Override
    public Set<String> names() {
        return Set.of(NAME);
    }

    @Override
    public ModelAndView show(Asked asked) {
        Repository repository = access.toSee(asked.caller(), asked.name());
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, NAME);
        HistoryForm form = HistoryForm.of(asked);
        boolean wrong = form.faults().any();
        Page<TagEvent> found = wrong ? new Page<>(List.of(), false) : found(repository, form);
        AuthorLinks links = authors.of(asked.caller(), repository);
        Language language = asked.shell().language();
        List<Row> rows = found.items().stream()
                .map(event -> Row.of(event, language, links, repository.writable()))
                .toList();
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> form.link(page.items().getLast().position().toString()));
        HistoryPage page = new HistoryPage(
                asked.shell(), head, form, answer(repository, form, language), rows, next, turned(repository, form));
        HttpStatus status = wrong ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK;
        return new ModelAndView("repository/history", Map.of("page", page), status);
    }

    /// Where there are such tags, and all are listed.
    private Optional<String> turned(Repository repository, HistoryForm form) {
        boolean choice = form.tag().isEmpty() && (form.attachments() || tags.attachments(repository) > 0);
        return choice ? Optional.of(form.turned()) : Optional.empty();
    }

    private Page<TagEvent> found(Repository repository, HistoryForm form) {
        return form.tag().isEmpty()
                ? history.page(repository, form.attachments(), form.last(), SIZE)
                : history.page(repository, form.tag(), form.last(), SIZE);
    }

    private Optional<Answer> answer(Repository repository, HistoryForm form, Language language) {
        if (form.tag().isEmpty() || form.end().isEmpty()) {
            return Optional.empty();
        }
        String day = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(language.locale())
                .format(form.day().orElseThrow());
        return Optional.of(new Answer(
                day, history.before(repository, form.tag(), form.end().get()).flatMap(HistoryPage.ShortDigest::of)));
    }
}
