package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.testing.SlipwayTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What builds say, which are strangers' words: ada may push to acme/web, bob only reads it.
@SlipwayTest
class BuildLogHttpTest extends AcmeBuilds {

    private static final String BUILDS = "/r/acme/web/-/builds/";

    @Override
    void prepare() throws Exception {
        pusher().push(WEB, "1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"log", "log?from=1", "log/raw", "log/search?q=x", "log/events"})
    void keepsLogsFromReaders(String what) throws Exception {
        String path = BUILDS + rows().build(WEB, "FAILED") + "/" + what;

        assertThat(as("bob").get(path).statusCode()).isEqualTo(404);
        assertThat(new Browser(port).get(path).statusCode()).isEqualTo(404);
        assertThat(ada.get(path).statusCode()).isEqualTo(200);
        assertThat(ada.get(BUILDS + "999999/" + what).statusCode()).isEqualTo(404);
    }

    @Test
    void givesLinesByNumber() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        rows().log(WEB, number, "one\ntwo\nthree");
        rows().log(WEB, number, "four\nfive");

        String part = ada.get(BUILDS + number + "/log?from=2&to=4").body();
        assertThat(JsonPath.<List<String>>read(part, "$.pieces[*].lines[*]")).containsExactly("two", "three", "four");
        assertThat(JsonPath.<List<Integer>>read(part, "$.pieces[*].first")).containsExactly(2, 4);
        assertThat(JsonPath.<Integer>read(part, "$.last")).isEqualTo(5);
        assertThat(JsonPath.<List<Object>>read(
                        ada.get(BUILDS + number + "/log?from=6").body(), "$.pieces"))
                .isEmpty();
        assertThat(ada.get(BUILDS + number + "/log?from=x").statusCode()).isEqualTo(404);
        HttpResponse<String> raw = ada.get(BUILDS + number + "/log/raw");
        assertThat(raw.body()).isEqualTo("one\ntwo\nthree\nfour\nfive\n");
        assertThat(raw.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("acme-web-" + number + ".log");
    }

    @Test
    void searchesTheWholeLogWhateverItsColours() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        rows().log(WEB, number, "nothing\nan Er\u001b[31mror\u001b[0m here");
        rows().log(WEB, number, "100 %\nERROR");

        String log = BUILDS + number + "/log/search?q=";
        assertThat(JsonPath.<List<Integer>>read(ada.get(log + "error").body(), "$.lines"))
                .containsExactly(2, 4);
        assertThat(JsonPath.<List<Integer>>read(ada.get(log + "%25").body(), "$.lines"))
                .containsExactly(3);
        assertThat(JsonPath.<List<Integer>>read(ada.get(log + "%00").body(), "$.lines"))
                .isEmpty();
        assertThat(JsonPath.<List<Integer>>read(ada.get(log).body(), "$.lines")).isEmpty();
    }

    @Test
    @Tag("F12")
    void showsWhatBuildsSayAsTextOnly() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        rows().log(
                        WEB,
                        number,
                        "<script>alert(1)</script>\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\");
        rows().log(
                        WEB,
                        number,
                        "10 %\r100 %\n\u001b[2J\u001b[31mred\u001b[0m\u0007 \u202eturned\n" + "x".repeat(1 << 20));

        String plain = ada.get(BUILDS + number + "/log").body();
        assertThat(plain)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;link", "id=\"L4\"", ">100 %<", ">red turned<")
                .doesNotContain("<script>alert", "evil.example", "\u001b", "\u202e", "10 %\r");
        assertThat(plain.length()).isLessThan(100_000);
        HttpResponse<String> raw = ada.get(BUILDS + number + "/log/raw");
        assertThat(raw.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
        assertThat(raw.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(raw.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox");
        HttpResponse<String> part = ada.get(BUILDS + number + "/log?from=1");
        assertThat(part.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void showsTheEndOfALongLogWithoutAScript() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        rows().log(WEB, number, "line\n".repeat(6_000) + "last");

        assertThat(ada.get(BUILDS + number + "/log").body())
                .contains("id=\"L1002\"", "id=\"L6001\"", "Only the last 5,000 lines")
                .doesNotContain("id=\"L1001\"");
    }

    @Test
    void tellsAllLinesAndEndsWithTheBuild() throws Exception {
        int number = rows().build(WEB, "BUILDING");
        rows().log(WEB, number, "one\ntwo");
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = listen(number, "?from=1", "", told);

        Awaitility.await().untilAsserted(() -> assertThat(told).anyMatch(it -> it.contains("\"two\"")));
        rows().log(WEB, number, "three");
        Awaitility.await().untilAsserted(() -> assertThat(told).anyMatch(it -> it.contains("\"three\"")));
        rows().log(WEB, number, "four");
        rows().end(WEB, number, "FAILED", "STEP");
        end.get(20, TimeUnit.SECONDS);

        assertThat(told).contains("id: 2", "id: 3", "id: 4", "event: end", "data: {\"state\":\"failed\"}");
        assertThat(told.indexOf("id: 4")).isLessThan(told.indexOf("event: end"));
    }

    @Test
    void goesOnAfterTheLastEventThatTheBrowserHas() throws Exception {
        int number = rows().build(WEB, "SUCCEEDED");
        rows().log(WEB, number, "one\ntwo\nthree");
        List<String> told = new CopyOnWriteArrayList<>();

        listen(number, "?from=1", "2", told).get(20, TimeUnit.SECONDS);

        assertThat(String.join("\n", told)).contains("three").doesNotContain("one", "two");
    }

    @Test
    void tellsOnePersonSoManyLogsAtATime() throws Exception {
        int number = rows().build(WEB, "BUILDING");
        List<CompletableFuture<Void>> ends = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<String> told = new CopyOnWriteArrayList<>();
            ends.add(listen(number, "?from=1", "", told));
            Awaitility.await().untilAsserted(() -> assertThat(told).contains("event: state"));
        }

        HttpResponse<String> refused = ada.get(BUILDS + number + "/log/events");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        rows().end(WEB, number, "SUCCEEDED", "");
        for (CompletableFuture<Void> end : ends) {
            end.get(20, TimeUnit.SECONDS);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                ada.get(BUILDS + number + "/log/events").statusCode())
                        .isEqualTo(200));
    }

    @Test
    void endsWhenTheReaderMayPushNoMore() throws Exception {
        int number = rows().build(WEB, "BUILDING");
        grant("eve", WEB, "write");
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = listen(as("eve"), number, "?from=1", "", told);
        Awaitility.await().untilAsserted(() -> assertThat(told).contains("event: state"));

        grant("eve", WEB, "read");

        end.get(20, TimeUnit.SECONDS);
        assertThat(told).doesNotContain("event: end");
    }

    private CompletableFuture<Void> listen(int number, String query, String last, List<String> told) {
        return listen(ada, number, query, last, told);
    }

    private CompletableFuture<Void> listen(Browser browser, int number, String query, String last, List<String> told) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + BUILDS + number + "/log/events" + query))
                .timeout(Duration.ofSeconds(30))
                .header("Cookie", "slipway=" + browser.cookies().get("slipway"));
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        return HttpClient.newHttpClient()
                .sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .thenAcceptAsync(answer -> read(answer, told));
    }

    private static void read(HttpResponse<InputStream> answer, List<String> told) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        try (Scanner lines = new Scanner(answer.body(), StandardCharsets.UTF_8)) {
            while (lines.hasNextLine()) {
                told.add(lines.nextLine());
            }
        }
    }
}
