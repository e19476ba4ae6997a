package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.Namespaces;
import io.slipway.accounts.NewRobot;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Robots;
import io.slipway.accounts.ShortName;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.content.Repositories;
import io.slipway.content.Visibility;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The page of a repository's tags: `ada/many` has 120 of them, `ada/few` some that look like versions.
@SlipwayTest
class TagListHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String MANY = "/r/ada/many/-/tags";
    private static final String FEW = "/r/ada/few/-/tags";
    private static final Pattern NAME =
            Pattern.compile("<a class=\"text-link font-semibold wrap-anywhere\"[^>]*>([^<]+)</a>");
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";
    private static final Pattern TURN = Pattern.compile("href=\"([^\"]+)\" rel=\"(next|prev)\"");
    private static final String HOSTILE = "%\\_'\"<script>alert(1)</script>${7*7}#{x}";

    @Autowired
    private Users users;

    @Autowired
    private Robots robots;

    @Autowired
    private Namespaces namespaces;

    @Autowired
    private Repositories repositories;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Browser ada;

    @BeforeEach
    void push() throws Exception {
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", PASSWORD));
            users.create(NewUser.person("eve", PASSWORD));
            Pusher pusher = new Pusher(port, "ada", PASSWORD);
            pusher.push("ada/few", "1.9.0", "1.9", "latest");
            pusher.push("ada/few", "1.10.0-rc1");
            pusher.push("ada/few", "1.10.0");
            pusher.push(
                    "ada/many",
                    IntStream.range(0, 120)
                            .mapToObj(i -> i == 0 ? "first" : "v1." + i)
                            .toArray(String[]::new));
            repositories.setVisibility(
                    repositories
                            .find(new RepositoryName("ada/few"))
                            .orElseThrow()
                            .forWriting(),
                    Visibility.PUBLIC);
        }
        ada = new Browser(port);
        ada.signIn("ada", PASSWORD);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?sort=newest  | 1.10.0, 1.10.0-rc1, latest, 1.9, 1.9.0
            ''            | 1.10.0, 1.10.0-rc1, latest, 1.9, 1.9.0
            ?sort=name    | 1.10.0, 1.10.0-rc1, 1.9, 1.9.0, latest
            ?sort=version | 1.10.0, 1.10.0-rc1, 1.9, 1.9.0, latest
            ?sort=nothing | 1.10.0, 1.10.0-rc1, latest, 1.9, 1.9.0
            ?sort=pulled  | 1.10.0, 1.10.0-rc1, 1.9, 1.9.0, latest
            ?sort=size    | 1.9, 1.9.0, latest, 1.10.0-rc1, 1.10.0
            """)
    void sortsTheWholeSet(String query, String expected) throws Exception {
        assertThat(names(ada.get(FEW + query))).containsExactly(expected.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"newest", "name", "version", "size", "pulled"})
    void turnsPagesToAndFro(String sort) throws Exception {
        List<String> forth = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        for (String path = MANY + "?sort=" + sort; !path.isEmpty(); path = turn(ada.get(path), "next")) {
            pages.add(path);
            forth.addAll(names(ada.get(path)));
        }
        assertThat(forth).hasSize(120).doesNotHaveDuplicates();
        assertThat(pages).hasSize(3).allMatch(path -> path.contains("sort=" + sort) || sort.equals("newest"));

        List<String> back = new ArrayList<>();
        for (String path = pages.getLast(); !path.isEmpty(); path = turn(ada.get(path), "prev")) {
            List<String> names = new ArrayList<>(names(ada.get(path)));
            Collections.reverse(names);
            back.addAll(names);
        }
        assertThat(back.reversed()).isEqualTo(forth);
    }

    @Test
    void showsAWholePageAtTheStart() throws Exception {
        assertThat(names(ada.get(MANY + "?sort=name&before=v1.100")))
                .hasSize(50)
                .startsWith("first");
    }

    @Test
    void filtersByTextWithTheCountBesideIt() throws Exception {
        HttpResponse<String> found = ada.get(MANY + "?q=V1.11&sort=name");

        assertThat(names(found)).hasSize(11).allMatch(name -> name.startsWith("v1.11"));
        assertThat(found.body()).contains("11 of 120 tags", "value=\"V1.11\"", "?q=V1.11&amp;sort=version");
        assertThat(ada.get(MANY + "?q=v1.&sort=name").body()).contains("?q=v1.&amp;sort=name&amp;after=v1.");
    }

    @ParameterizedTest
    @Tag("C14")
    @Tag("G1")
    @ValueSource(strings = {"%", "_", "v.*", "v1%", "\\", "'", HOSTILE})
    void takesTheFilterLiterally(String words) throws Exception {
        HttpResponse<String> found = ada.get(MANY + "?q=" + encode(words));

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(names(found)).isEmpty();
        assertThat(found.body()).contains("0 of 120 tags").doesNotContain("<script>alert", ">49<");
    }

    @Test
    void findsTagsByThePartOfTheDigestThatIsShown() throws Exception {
        String all = ada.get(FEW).body();
        int at = all.indexOf("sha256:", all.indexOf(">latest<"));

        for (String pasted :
                List.of(all.substring(at, at + 71), all.substring(at, at + 20), all.substring(at + 7, at + 19))) {
            assertThat(names(ada.get(FEW + "?q=" + pasted))).containsExactly("latest", "1.9", "1.9.0");
        }
    }

    @Test
    void namesOtherTagsOfTheSameImage() throws Exception {
        assertThat(ada.get(FEW).body())
                .contains("same image as 1.9.0, latest", "same image as 1.9, latest", "same image as 1.9, 1.9.0");
        assertThat(ada.get(MANY + "?q=first").body()).contains("same image as v1.1, v1.10, v1.100, v1.101 and more");
    }

    @Test
    @Tag("C14")
    @Tag("G1")
    void showsPlatformsInFixedOrder() throws Exception {
        Pusher pusher = new Pusher(port, "ada", PASSWORD);
        String entries = Stream.of(
                        "windows/amd64", "linux/s390x", "linux/arm64", "unknown/unknown", "linux/amd64", "<script>/x")
                .map(it -> it.split("/"))
                .map(it -> """
                        {"mediaType": "application/vnd.oci.image.manifest.v1+json", "digest": "sha256:%064x", "size": 5,
                         "platform": {"os": "%s", "architecture": "%s"}}
                        """.formatted(it[0].hashCode() * 31L + it[1].hashCode() & 0xffffff, it[0], it[1]))
                .collect(Collectors.joining(","));
        pusher.manifest(
                "ada/platforms",
                "many",
                INDEX,
                "{\"schemaVersion\": 2, \"mediaType\": \"%s\", \"manifests\": [%s]}".formatted(INDEX, entries));
        pusher.push("ada/platforms", "one");

        String page = await().until(
                        () -> ada.get("/r/ada/platforms/-/tags").body(),
                        it -> it.split(">linux/amd64<", -1).length == 4 && it.contains(">linux/arm64<"));

        assertThat(page)
                .containsSubsequence(
                        ">linux/amd64<",
                        ">linux/amd64<",
                        ">linux/arm64<",
                        ">linux/s390x<",
                        "&lt;script&gt;/x<",
                        ">windows/")
                .contains("href=\"/r/ada/platforms/-/tags/many?platform=linux%2Farm64\"")
                .doesNotContain("unknown/unknown", "<script>/x", "Multi-platform", "tags/one?platform");
        String arm = "/r/ada/platforms/-/tags?platform=linux%2Farm64";
        assertThat(names(ada.get(arm))).containsExactly("many");
        assertThat(ada.get(arm).body())
                .contains(
                        "1 of 2 tags",
                        "<option value=\"linux/arm64\" selected",
                        "platform=linux%2Farm64&amp;sort=size");
        assertThat(names(ada.get(arm.replace("arm64", "amd64") + "&q=o&sort=pulled")))
                .containsExactly("one");
        assertThat(names(ada.get(arm + "&q=o&sort=size"))).isEmpty();
        assertThat(names(ada.get("/r/ada/platforms/-/tags?platform=" + encode(HOSTILE))))
                .isEmpty();
        assertThat(ada.get("/r/ada/platforms/-/tags?platform=" + encode(HOSTILE))
                        .body())
                .doesNotContain("<script>alert(1)");
        assertThat(ada.get("/r/ada/platforms/-/tags/many?platform=linux%2Farm64")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void leavesOutTagsThatTieSignaturesToImages() throws Exception {
        Pusher pusher = new Pusher(port, "ada", PASSWORD);
        String hex = "0123456789abcdef".repeat(4);
        pusher.push(
                "ada/signed", "1.0", "sha256-" + hex, "sha256-" + hex + ".sig", "sha256-" + hex + ".txt", "sha256-1");
        String page = "/r/ada/signed/-/tags";

        assertThat(names(ada.get(page + "?sort=name"))).containsExactly("1.0", "sha256-" + hex + ".txt", "sha256-1");
        assertThat(ada.get(page).body()).contains("3 tags", "2 tags only tie", "?attachments=shown\"");
        HttpResponse<String> shown = ada.get(page + "?attachments=shown&q=sha256-0");
        assertThat(names(shown)).hasSize(3);
        assertThat(shown.body()).contains("3 of 5 tags", "Leave them out", "name=\"attachments\"");
        assertThat(ada.get(page + "?q=sha256-0").body()).contains("1 of 3 tags");
        assertThat(ada.get(FEW).body()).doesNotContain("attachments");
    }

    @Test
    void doesWithSelectedTagsWhatIsAsked() throws Exception {
        String two =
                ada.get(FEW + "?sort=name&tag=1.10.0&tag=latest&selected=yes").body();

        assertThat(two)
                .contains("2 tags selected", "href=\"/r/ada/few/-/compare?from=latest&amp;to=1.10.0\"")
                .contains(ada.host() + "/ada/few:latest\n" + ada.host() + "/ada/few:1.10.0</code>")
                .contains("<input type=\"hidden\" name=\"sort\" value=\"name\">")
                .contains("aria-label=\"Select latest\" checked")
                .doesNotContain("aria-label=\"Select 1.9\" checked");
        assertThat(Browser.location(ada.get("/r/ada/few/-/compare?from=latest&to=1.10.0")))
                .isEqualTo("/r/ada/few/-/compare/latest...1.10.0");
        String three = ada.get(FEW + "?tag=1.9&tag=latest&tag=1.10.0").body();
        assertThat(three).contains("3 tags selected").doesNotContain("compare?from");
        assertThat(three.split("\nsha256:", -1))
                .as("two images, shown and to copy")
                .hasSize(3);
        String none =
                ada.get(FEW + "?selected=yes&tag=gone&tag=" + encode(HOSTILE)).body();
        assertThat(none)
                .contains("No tags selected", "Mark tags")
                .doesNotContain("<script>alert(1)", "Copy the digests");
        assertThat(ada.get(FEW).body()).doesNotContain("tags selected");
    }

    @Test
    void saysWhoPushedAndLeadsThere() throws Exception {
        assertThat(new Browser(port).get(FEW).body()).contains("href=\"/u/ada\"");
        long ns = namespaces.find("ada").orElseThrow().id();
        User owner = users.find("ada").orElseThrow();
        Robot robot = robots.create(new NewRobot(ns, Optional.empty(), new ShortName("ci"), ""), owner.id());
        jdbc.sql("UPDATE content.tag SET updated_by = ? WHERE name = '1.10.0'")
                .param(robot.id())
                .update();

        String robots = "href=\"/u/ada/-/robots/ci\"";
        assertThat(ada.get(FEW).body()).contains(robots, "ada+ci", "Robot");
        assertThat(ada.get("/u/ada/-/robots/ci").statusCode()).isEqualTo(200);
        Browser eve = new Browser(port);
        eve.signIn("eve", PASSWORD);
        assertThat(eve.get(FEW).body()).contains("ada+ci").doesNotContain(robots);
    }

    @Test
    void saysWhetherThereIsSomethingNew() throws Exception {
        Pusher pusher = new Pusher(port, "ada", PASSWORD);
        pusher.push("ada/live", "first");
        String page = "/r/ada/live/-/tags";
        String pushedOnly = tag(ada.get(page));
        await().until(() -> ada.get(page).body().contains(">linux/amd64<"));
        // once more: the version of a page may be of a moment before what it shows
        String first = tag(ada.get(page));
        assertThat(ada.with("If-None-Match", pushedOnly).get(page).statusCode())
                .as("it became known what the image is for")
                .isEqualTo(first.equals(pushedOnly) ? 304 : 200);

        HttpResponse<String> same = ada.with("If-None-Match", first).get(page);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();

        pusher.push("ada/live", "second");
        HttpResponse<String> pushed = ada.get(page);
        assertThat(names(pushed)).containsExactly("second", "first");

        pusher.delete("ada/live", "second");
        HttpResponse<String> deleted = ada.with("If-None-Match", tag(pushed)).get(page);
        assertThat(names(deleted)).containsExactly("first");
        assertThat(new Browser(port)
                        .with("If-None-Match", tag(deleted))
                        .get(page)
                        .statusCode())
                .as("a stranger")
                .isEqualTo(404);
    }

    private static String tag(HttpResponse<String> page) {
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(page.body()).contains("data-live-tag=\"" + tag.replace("\"", "&quot;") + "\"");
        return tag;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> names(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        return NAME.matcher(page.body()).results().map(match -> match.group(1)).toList();
    }

    private static String turn(HttpResponse<String> page, String which) {
        return TURN.matcher(page.body())
                .results()
                .filter(match -> match.group(2).equals(which))
                .map(MatchResult::group)
                .map(link -> link.substring(6, link.indexOf('"', 6)).replace("&amp;", "&"))
                .findFirst()
                .orElse("");
    }
}
