package io.slipway.web.readme;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.owasp.html.AttributePolicy;
import org.owasp.html.ElementPolicy;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/// Leaves of HTML what a README needs and what can do nothing: text with structure, and links that name where they go.
final class ReadmeHtml {

    /// Before every id, so that no README's id is one of the page's.
    static final String PREFIX = "readme-";

    private static final int LAST_HEADING = 6;
    private static final Predicate<String> ADDRESS =
            Pattern.compile("(?i)(?:https?://[^/\\\\\\s]|mailto:[^/\\\\\\s]).*").asMatchPredicate();
    private static final Predicate<String> ID =
            Pattern.compile(PREFIX + "[\\p{L}\\p{N}_-]{1,200}").asMatchPredicate();

    // a README's own first heading stands below the page's
    private static final ElementPolicy LOWER =
            (name, _) -> "h" + Math.min(LAST_HEADING, Integer.parseInt(name.substring(1)) + 1);
    // what may be wider than the page scrolls, so keys must reach it
    private static final ElementPolicy REACHABLE = (name, attributes) -> {
        attributes.add("tabindex");
        attributes.add("0");
        return name;
    };

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "blockquote",
                    "code",
                    "ul",
                    "ol",
                    "li",
                    "em",
                    "strong",
                    "b",
                    "i",
                    "s",
                    "del",
                    "ins",
                    "sub",
                    "sup",
                    "kbd",
                    "samp",
                    "var",
                    "q",
                    "dl",
                    "dt",
                    "dd",
                    "details",
                    "summary",
                    "thead",
                    "tbody",
                    "tfoot",
                    "tr",
                    "th",
                    "td",
                    "a")
            .allowElements(LOWER, "h1", "h2", "h3", "h4", "h5", "h6")
            .allowElements(REACHABLE, "pre", "table")
            .allowAttributes("id")
            .matching(ID::test)
            .onElements("h1", "h2", "h3", "h4", "h5", "h6")
            .allowAttributes("align")
            .matching(true, "left", "center", "right")
            .onElements("th", "td")
            .allowAttributes("start")
            .matching(Pattern.compile("\\d{1,9}"))
            .onElements("ol")
            .allowAttributes("href")
            .matching((AttributePolicy) ReadmeHtml::address)
            .onElements("a")
            .allowUrlProtocols("http", "https", "mailto")
            .requireRelsOnLinks("nofollow", "noopener", "ugc")
            .toFactory();

    private ReadmeHtml() {}

    static String sanitise(String html) {
        return POLICY.sanitize(html);
    }

    /// Whole addresses, and places in the README itself; a file beside it is not here.
    private static @Nullable String address(String element, String attribute, String value) {
        if (value.startsWith("#") && value.length() > 1) {
            return "#" + PREFIX + value.substring(1).toLowerCase(Locale.ROOT);
        }
        return ADDRESS.test(value) ? value : null;
    }
}
