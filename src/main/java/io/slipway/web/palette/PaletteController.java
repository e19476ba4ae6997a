package io.slipway.web.palette;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.Organisation;
import io.slipway.accounts.Organisations;
import io.slipway.content.Repositories;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What the palette offers for some words: only what the reader may see.
@Controller
class PaletteController {

    private static final int MOST = 20;
    private static final int MOST_REPOSITORIES = 10;
    private static final int MOST_ORGANISATIONS = 5;

    /// @param kind of what, in the reader's language
    record Item(String label, String kind, String path) {}

    private final Access access;
    private final Repositories repositories;
    private final Organisations organisations;
    private final MessageSource messages;

    PaletteController(Access access, Repositories repositories, Organisations organisations, MessageSource messages) {
        this.access = access;
        this.repositories = repositories;
        this.organisations = organisations;
        this.messages = messages;
    }

    @GetMapping("/-/palette")
    ResponseEntity<List<Item>> find(Caller caller, Shell shell, @RequestParam(defaultValue = "") String q) {
        String words = Words.clean(q);
        List<Item> items = Stream.<Function<String, Stream<Item>>>of(
                        it -> repositories(caller, shell, it), it -> organisations(shell, it), it -> places(shell, it))
                .flatMap(source -> source.apply(words))
                .limit(MOST)
                .toList();
        return ResponseEntity.ok(items);
    }

    /// Not without words: what was opened last helps more.
    private Stream<Item> repositories(Caller caller, Shell shell, String words) {
        return words.isEmpty()
                ? Stream.of()
                : repositories.search(access.visible(caller), words, "", MOST_REPOSITORIES).items().stream()
                        .map(it -> it.name().value())
                        .map(name -> new Item(name, text(shell, "palette.repository"), "/r/" + name));
    }

    /// Those that the reader belongs to.
    private Stream<Item> organisations(Shell shell, String words) {
        List<Organisation> own =
                shell.user().map(user -> organisations.listOf(user.id())).orElse(List.of());
        return own.stream()
                .filter(it -> fits(words, it.name() + " " + it.displayName()))
                .limit(MOST_ORGANISATIONS)
                .map(it -> new Item(it.name(), text(shell, "palette.organisation"), "/orgs/" + it.name()));
    }

    private Stream<Item> places(Shell shell, String words) {
        return Places.of(shell)
                .map(place -> new Item(
                        text(shell, place.message()),
                        text(shell, place.action() ? "palette.action" : "palette.page"),
                        place.path()))
                .filter(item -> fits(words, item.label() + " " + item.path()));
    }

    /// Every word is a part of it.
    private static boolean fits(String words, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(words.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(lower::contains);
    }

    private String text(Shell shell, String message) {
        return messages.getMessage(message, null, shell.language().locale());
    }
}
