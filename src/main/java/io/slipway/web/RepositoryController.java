package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Page;
import io.slipway.content.Repository;
import io.slipway.content.TagPosition;
import io.slipway.content.TagSummary;
import io.slipway.content.Tags;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.web.TagsPage.TagList;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// A repository's pages. Names have slashes, so one handler takes them all and splits at `/-/`, which no name can
/// contain.
@Controller
class RepositoryController {

    private static final String SEPARATOR = "/-/";
    private static final int SIZE = 50;

    /// @param words  of the filter
    /// @param before where the list goes on
    record Query(String words, Optional<TagPosition> before) {}

    private final Access access;
    private final RepositoryHeads heads;
    private final Tags tags;
    private final AccessPages explained;
    private final SettingsPages settings;

    RepositoryController(
            Access access, RepositoryHeads heads, Tags tags, AccessPages explained, SettingsPages settings) {
        this.access = access;
        this.heads = heads;
        this.tags = tags;
        this.explained = explained;
        this.settings = settings;
    }

    @GetMapping("/r/{*rest}")
    ModelAndView show(
            Caller caller,
            Shell shell,
            @PathVariable String rest,
            @RequestParam(name = "q", defaultValue = "") String words,
            @RequestParam Optional<String> before,
            HttpServletRequest request) {
        int split = rest.indexOf(SEPARATOR);
        RepositoryName name = RepositoryName.parse(rest.substring(1, split < 0 ? rest.length() : Math.max(1, split)));
        return switch (below(rest, split)) {
            case "" -> new ImageReference(name, Optional.empty()).page().found();
            case "tags" -> tags(caller, shell, name, new Query(Words.clean(words), before.flatMap(TagPosition::parse)));
            case "access" -> explained.show(caller, shell, name, request);
            case "settings" -> settings.show(caller, shell, name);
            default -> throw new OciException(ErrorCode.NAME_UNKNOWN);
        };
    }

    @PostMapping("/r/{*rest}")
    ModelAndView change(Caller caller, Shell shell, @PathVariable String rest, @RequestParam Map<String, String> form) {
        int split = rest.indexOf(SEPARATOR);
        RepositoryName name = RepositoryName.parse(rest.substring(1, split < 0 ? rest.length() : Math.max(1, split)));
        return settings.change(caller, shell, name, new SettingsForm(below(rest, split), form));
    }

    /// A pasted image reference.
    @GetMapping("/{namespace}/{*rest}")
    ModelAndView find(HttpServletRequest request) {
        return ImageReference.parse(request.getRequestURI().substring(1))
                .orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN))
                .page()
                .found();
    }

    private ModelAndView tags(Caller caller, Shell shell, RepositoryName name, Query query) {
        Repository repository = access.toSee(caller, name);
        Page<TagSummary> found = tags.newest(repository, query.words(), query.before(), SIZE);
        List<TagsPage.Row> rows = found.items().stream()
                .map(tag -> TagsPage.Row.of(tag, shell.language()))
                .toList();
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page ->
                        path(name, query.words(), TagPosition.after(page.items().getLast())));
        TagList list = new TagList(query.words(), rows, query.before().isEmpty(), next);
        return new ModelAndView(
                "tags",
                "page",
                new TagsPage(shell, heads.of(caller, shell, repository, "tags"), repository.writable(), list));
    }

    private static String path(RepositoryName name, String words, TagPosition before) {
        return UriComponentsBuilder.fromPath("/r/" + name + "/-/tags")
                .queryParamIfPresent("q", Optional.of(words).filter(it -> !it.isEmpty()))
                .queryParam("before", before)
                .encode()
                .toUriString();
    }

    private static String below(String rest, int split) {
        return split < 0 ? "" : rest.substring(split + SEPARATOR.length());
    }
}
