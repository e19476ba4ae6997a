package io.slipway.web.readme;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.slipway.content.Readme;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/// READMEs as HTML that may stand in a page. Each is rendered once, on threads of their own (docs/adr/0011), and for a
/// second at most: one that takes longer, or grows too large, is shown as it was typed.
@Component
class Markdown {

    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private static final int WAITING = 32;
    private static final int DEEPEST = 40;
    private static final int MAX_HTML = 1_024 * 1_024;
    private static final long MAX_CACHED = 8L * 1_024 * 1_024;
    // the parser takes as long as the square of their number: eight seconds for 64 KiB of them
    private static final int MAX_PICTURES = 2_000;
    private static final Pattern PICTURE = Pattern.compile("!\\[");
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), StrikethroughExtension.create(), AutolinkExtension.create());

    private final Parser parser = Parser.builder()
            .extensions(EXTENSIONS)
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();
    private final HtmlRenderer renderer = HtmlRenderer.builder()
            .extensions(EXTENSIONS)
            .attributeProviderFactory(_ -> new Headings())
            .build();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("markdown-", 0).factory());
    private final Cache<String, String> cache = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHED)
            .weigher((String text, String html) -> text.length() + html.length())
            .build();

    /// Safe to be written into a page as it is.
    String html(Readme readme) {
        String text = readme.text();
        String known = cache.getIfPresent(text);
        if (known != null) {
            return known;
        }
        try {
            return rendered(text);
        } catch (RejectedExecutionException e) {
            return plain(text);
        }
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    private String rendered(String text) {
        Future<String> rendering = threads.submit(() -> render(text));
        try {
            return keep(text, rendering.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return keep(text, plain(text));
        } catch (TimeoutException e) {
            rendering.cancel(true);
            // what never began may do better next time
            boolean waited =
                    rendering instanceof Runnable task && threads.getQueue().remove(task);
            return waited ? plain(text) : keep(text, plain(text));
        } catch (InterruptedException e) {
            rendering.cancel(true);
            Thread.currentThread().interrupt();
            return plain(text);
        }
    }

    private String keep(String text, String html) {
        cache.put(text, html);
        return html;
    }

    private String render(String text) {
        if (PICTURE.matcher(text).results().limit(MAX_PICTURES + 1).count() > MAX_PICTURES) {
            throw new CancellationException("too many pictures");
        }
        Node document = parser.parse(text);
        document.accept(new Plainer());
        BoundedText html = new BoundedText(MAX_HTML);
        renderer.render(document, html);
        return ReadmeHtml.sanitise(html.toString());
    }

    private static String plain(String text) {
        return "<pre tabindex=\"0\">" + HtmlUtils.htmlEscape(text) + "</pre>";
    }
}
