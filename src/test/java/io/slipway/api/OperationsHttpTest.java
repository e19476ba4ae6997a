package io.slipway.api;

import static io.slipway.api.ApiHttpTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.Right;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.Operations;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/// Looks at long work and stops it. Nobody runs its kind, so that it stays as it is put.
@SlipwayTest
class OperationsHttpTest {

    private static final String PATH = "/api/v1/operations";

    @Value("${local.server.port}")
    int port;

    @Autowired
    Town town;

    @Autowired
    Operations operations;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private Site anyone;
    private Site ada;
    private UUID id;

    @BeforeEach
    void settle() {
        anyone = Site.on(port);
        town.settle(anyone);
        ada = anyone.as("ada");
        jdbc.sql("DELETE FROM work.operation").update();
        id = submit("ada", "acme/web");
    }

    @Test
    void tellsHowFarItIs() {
        set("state = 'RUNNING', phase = 'measuring', done = 3, total = 4");
        HttpResponse<String> answer = ada.get(PATH + "/" + id);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(answer.body(), "$.kind")).isEqualTo("test.kept");
        assertThat(JsonPath.<String>read(answer.body(), "$.subject")).isEqualTo("acme/web");
        assertThat(JsonPath.<String>read(answer.body(), "$.state")).isEqualTo("running");
        assertThat(JsonPath.<Integer>read(answer.body(), "$.done")).isEqualTo(3);
        assertThat(JsonPath.<Integer>read(answer.body(), "$.total")).isEqualTo(4);
        assertThat(answer.body()).doesNotContain("inside");
        assertThat(answer.headers().firstValue("ETag")).isPresent();

        set("state = 'DONE', finished_at = now(), result = '{\"tags\": 7, \"names\": [\"a\"]}'");
        String done = ada.get(PATH + "/" + id).body();
        assertThat(JsonPath.<Integer>read(done, "$.result.tags")).isEqualTo(7);
        assertThat(JsonPath.<List<String>>read(done, "$.result.names")).containsExactly("a");
    }

    @Test
    @Tag("B1")
    @Tag("B4")
    void isMissingForEverybodyButItsOwnerAndThoseWhoOverseeTheSite() {
        assertThat(anyone.get(PATH + "/" + id).statusCode()).isEqualTo(401);
        HttpResponse<String> stranger = anyone.as("bob").get(PATH + "/" + id);
        HttpResponse<String> nothing = anyone.as("bob").get(PATH + "/" + UUID.randomUUID());
        assertThat(stranger.statusCode()).isEqualTo(404);
        assertThat(stranger.body()).doesNotContain("acme/web");
        assertThat(stranger.body().replaceAll("[0-9a-f-]{36}", ""))
                .isEqualTo(nothing.body().replaceAll("[0-9a-f-]{36}", ""));
        assertThat(anyone.as("bob").get(PATH + "/" + id + "/events").statusCode())
                .isEqualTo(404);
        assertThat(delete(anyone.as("bob"), PATH + "/" + id).statusCode()).isEqualTo(404);
        assertThat(anyone.as("aud").get(PATH + "/" + id).statusCode()).isEqualTo(200);
        assertThat(anyone.as("root").get(PATH + "/" + id).statusCode()).isEqualTo(200);
        assertThat(ada.get(PATH + "/no-id").statusCode()).isEqualTo(404);
    }

    @Test
    @Tag("B1")
    void listsOnesOwnTheNewestFirst() {
        UUID newer = submit("ada", "acme/api");
        submit("bob", "acme/secret");

        HttpResponse<String> first = ada.get(PATH + "?limit=1");
        assertThat(JsonPath.<List<String>>read(first.body(), "$[*].id")).containsExactly(newer.toString());
        String link = first.headers().firstValue("Link").orElseThrow();
        HttpResponse<String> second = ada.get(link.substring(1, link.indexOf('>')));
        assertThat(JsonPath.<List<String>>read(second.body(), "$[*].id")).containsExactly(id.toString());
        assertThat(second.headers().firstValue("Link")).isEmpty();

        assertThat(anyone.as("eve").get(PATH).body()).isEqualTo("[]");
        assertThat(ada.get(PATH + "?all=true").statusCode()).isEqualTo(403);
        assertThat(JsonPath.<List<String>>read(
                        anyone.as("aud").get(PATH + "?all=true").body(), "$[*].subject"))
                .containsExactly("acme/secret", "acme/api", "acme/web");
        assertThat(ada.get(PATH + "?after=x").statusCode()).isEqualTo(400);
    }

    @Test
    void stopsWhatRunsAndNotWhatIsFinished() {
        assertThat(delete(town.token(anyone, "ada", Right.READ), PATH + "/" + id)
                        .statusCode())
                .isEqualTo(403);
        assertThat(delete(anyone.as("aud"), PATH + "/" + id).statusCode()).isEqualTo(403);
        assertThat(delete(ada, PATH + "/" + id).statusCode()).isEqualTo(204);
        assertThat(JsonPath.<Boolean>read(ada.get(PATH + "/" + id).body(), "$.cancelled"))
                .isTrue();

        set("state = 'CANCELLED', finished_at = now()");
        assertProblem(delete(ada, PATH + "/" + id), 409, "operation-finished");
    }

    @Test
    void tellsEachChangeToWhoListensUntilItIsFinished() throws Exception {
        set("state = 'RUNNING', done = 1, total = 2");
        HttpResponse<Stream<String>> heard =
                HttpClient.newHttpClient().send(events(), HttpResponse.BodyHandlers.ofLines());
        assertThat(heard.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        Iterator<String> lines = heard.body().iterator();

        assertThat(next(lines)).contains("event: progress", "\"done\":1");
        set("done = 2");
        assertThat(next(lines)).contains("event: progress", "\"done\":2");
        set("state = 'DONE', finished_at = now()");
        assertThat(next(lines)).contains("event: end", "\"state\":\"done\"");
        assertThat(lines.hasNext()).isFalse();
    }

    @Test
    @Tag("H1")
    void listensToSomeAtATime() {
        set("state = 'RUNNING'");
        List<CompletableFuture<HttpResponse<String>>> listeners = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            listeners.add(listen());
        }
        await().until(() -> listeners.stream().filter(CompletableFuture::isDone).count() == 7);
        listeners.stream()
                .filter(CompletableFuture::isDone)
                .forEach(refused -> assertProblem(refused.join(), 429, "too-many-streams"));

        set("state = 'DONE', finished_at = now()");
        assertThat(listeners.stream().filter(listener -> listener.join().statusCode() == 200))
                .hasSize(5);
        assertThat(listen().join().statusCode()).as("when they are gone").isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> listen() {
        return HttpClient.newHttpClient().sendAsync(events(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest events() {
        return ada.to(PATH + "/" + id + "/events").build();
    }

    /// An event and its data, without what says that nothing happened.
    private static String next(Iterator<String> lines) {
        String line = lines.next();
        while (!line.startsWith("event:")) {
            line = lines.next();
        }
        String data = lines.next();
        assertThat(lines.next()).isEmpty();
        return line + data;
    }

    private static HttpResponse<String> delete(Site site, String path) {
        return site.send(site.to(path).DELETE());
    }

    private UUID submit(String owner, String subject) {
        long principal = town.users.find(owner).orElseThrow().id();
        return Objects.requireNonNull(transactions.execute(_ -> operations.submit(
                        "test.kept",
                        subject,
                        Optional.of(principal),
                        JsonNodeFactory.instance.objectNode().put("own", "inside"))))
                .id();
    }

    private void set(String assignments) {
        jdbc.sql("UPDATE work.operation SET " + assignments + " WHERE id = ?")
                .param(id)
                .update();
    }
}
