package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.accounts.AccountName;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.Organisations;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import io.slipway.work.Operations;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.JsonNodeFactory;

/// Deletes whole repositories and organisations in a browser, brings them back, and looks at the bell.
@SlipwayTest
class RemovalPagesHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"(\\d+)\"");
    private static int count;

    @Autowired
    private Users users;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Operations operations;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Browser ada;
    private Pusher pusher;
    private String org;
    private String name;

    @BeforeEach
    void people() throws Exception {
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", PASSWORD));
            users.create(NewUser.person("eve", PASSWORD));
        }
        jdbc.sql("DELETE FROM work.operation").update();
        org = "crew" + count++;
        organisations.create(new AccountName(org), "", "", ada().longValue());
        pusher = new Pusher(port, "ada", PASSWORD);
        ada = new Browser(port);
        ada.signIn("ada", PASSWORD);
        name = org + "/web";
        pusher.push(name, "1.0", "latest");
    }

    @Test
    void deletesARepositoryToWhoeverTypesItsNameAndRestoresIt() throws Exception {
        String deletion = "/r/" + name + "/-/deletion";
        assertThat(ada.get("/r/" + name + "/-/settings").body()).contains(deletion);
        assertThat(ada.get(deletion).body()).contains("Delete repository", "Type " + name + " to confirm", ">2<");

        HttpResponse<String> refused = ada.submit("/", deletion, Map.of("confirm", "web"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("This is not the current name");

        HttpResponse<String> done = ada.submit("/", deletion, Map.of("confirm", name));
        assertThat(Browser.location(done)).isEqualTo("/orgs/" + org + "?done=trashed");
        assertThat(ada.get("/orgs/" + org + "?done=trashed").body())
                .contains("It is in the trash")
                .doesNotContain("/r/" + name);
        assertThat(ada.get("/r/" + name).statusCode()).isEqualTo(404);

        String trash = ada.get("/orgs/" + org + "/-/trash").body();
        assertThat(trash).contains(name, "2 tags", "Restore");
        HttpResponse<String> back = ada.submit("/", "/orgs/" + org + "/-/trash", Map.of("id", id(trash)));
        assertThat(Browser.location(back)).isEqualTo("/r/" + name + "?done=restored");
        assertThat(ada.get("/r/" + name + "/-/tags").body()).contains("1.0", "latest");
        assertThat(ada.get("/orgs/" + org + "/-/trash").body()).contains("Nothing here can be restored");
    }

    @Test
    void tellsOfTheOperationThatFollows() throws Exception {
        ada.submit("/", "/r/" + name + "/-/deletion", Map.of("confirm", name));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> ada.get("/-/operations").body().contains(">Done<"));
        String list = ada.get("/-/operations").body();
        assertThat(list).contains("Delete repository", name);
        Matcher link = Pattern.compile("/-/operations/[0-9a-f-]{36}").matcher(list);
        assertThat(link.find()).isTrue();
        assertThat(ada.get(link.group()).body())
                .contains("Tags", "/orgs/" + org + "/-/trash", "What they take")
                .doesNotContain("Stop it");
    }

    @Test
    void asksForAnotherNameWhereTheOldOneIsTaken() throws Exception {
        ada.submit("/", "/r/" + name + "/-/deletion", Map.of("confirm", name));
        pusher.push(name, "2.0");
        String trash = ada.get("/orgs/" + org + "/-/trash").body();
        assertThat(trash).contains("The name is taken", "value=\"" + name + "-2\"");

        HttpResponse<String> taken =
                ada.submit("/", "/orgs/" + org + "/-/trash", Map.of("id", id(trash), "name", name));
        assertThat(taken.statusCode()).isEqualTo(422);
        assertThat(taken.body()).contains("There is a repository of this name already.");
        HttpResponse<String> wrong =
                ada.submit("/", "/orgs/" + org + "/-/trash", Map.of("id", id(trash), "name", "<b>/no"));
        assertThat(wrong.body()).contains("This is not a name in this namespace.", "&lt;b&gt;/no");

        HttpResponse<String> back =
                ada.submit("/", "/orgs/" + org + "/-/trash", Map.of("id", id(trash), "name", name + "-2"));
        assertThat(Browser.location(back)).startsWith("/r/" + name + "-2");
    }

    @Test
    void refusesLockedTagsUntilTheyMayGo() throws Exception {
        jdbc.sql("UPDATE content.tag SET locked = true WHERE name = '1.0' AND repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = ?)")
                .param(name)
                .update();
        String deletion = "/r/" + name + "/-/deletion";
        assertThat(ada.get(deletion).body()).contains("Locked tags:");
        HttpResponse<String> refused = ada.submit("/", deletion, Map.of("confirm", name));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("Some tags are locked.");
        HttpResponse<String> whole =
                ada.submit("/", "/orgs/" + org + "/-/settings", Map.of("_method", "delete", "confirm", org));
        assertThat(whole.body()).contains("Some tags are locked.", name + ":1.0");

        assertThat(ada.submit("/", deletion, Map.of("confirm", name, "locked", "yes"))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void deletesAnOrganisationAndRestoresIt() throws Exception {
        assertThat(ada.get("/orgs/" + org + "/-/settings").body()).contains("/orgs/" + org + "/-/deletion");
        assertThat(ada.get("/orgs/" + org + "/-/deletion").body()).contains("Type " + org + " to confirm");
        HttpResponse<String> refused =
                ada.submit("/", "/orgs/" + org + "/-/settings", Map.of("_method", "delete", "confirm", "x"));
        assertThat(refused.statusCode()).isEqualTo(422);

        ada.submit("/", "/orgs/" + org + "/-/settings", Map.of("_method", "delete", "confirm", org));
        assertThat(ada.get("/orgs/" + org).statusCode()).isEqualTo(404);
        String trash = ada.get("/orgs/-/trash").body();
        assertThat(trash).contains(org);
        Matcher id = Pattern.compile("(?s)>" + org + "<.*?name=\"id\" value=\"(\\d+)\"")
                .matcher(trash);
        assertThat(id.find()).isTrue();
        Browser eve = new Browser(port);
        eve.signIn("eve", PASSWORD);
        assertThat(eve.get("/orgs/-/trash").body()).doesNotContain(org);
        assertThat(eve.submit("/", "/orgs/-/trash", Map.of("id", id.group(1))).statusCode())
                .isEqualTo(404);

        HttpResponse<String> back = ada.submit("/", "/orgs/-/trash", Map.of("id", id.group(1)));
        assertThat(Browser.location(back)).isEqualTo("/orgs/" + org + "?done=restored");
        assertThat(ada.get("/orgs/" + org).body()).contains("/r/" + name);
    }

    @Test
    void ringsTheBellWhileSomethingRuns() throws Exception {
        assertThat(ada.get("/").body()).contains("data-bell=\"0\"");
        HttpResponse<String> quiet = ada.get("/-/operations/bell");
        String tag = quiet.headers().firstValue("ETag").orElseThrow();
        UUID id = submit("<b>hostile</b>");

        assertThat(ada.get("/").body()).contains("data-bell=\"1\"", "Operations: 1 is running");
        HttpResponse<String> bell = ada.get("/-/operations/bell");
        assertThat(bell.body()).contains("data-bell=\"1\"");
        assertThat(bell.headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);

        jdbc.sql("UPDATE work.operation SET state = 'RUNNING', phase = 'measuring', done = 1, total = 4")
                .update();
        assertThat(ada.get("/-/operations").body())
                .contains("value=\"25\"", "Adding up", "1 / 4", "&lt;b&gt;hostile", "test.kept", "data-live-tag")
                .doesNotContain("<b>hostile");
        HttpResponse<String> stopped = ada.submit("/", "/-/operations/" + id, Map.of("_method", "delete"));
        assertThat(Browser.location(stopped)).isEqualTo("/-/operations/" + id + "?done=cancelled");
        assertThat(ada.get("/-/operations/" + id).body()).contains("Stopping").doesNotContain("Stop it");
    }

    @Test
    @Tag("B1")
    void showsNobodyElsesOperations() throws Exception {
        UUID id = submit("acme/secret");
        Browser eve = new Browser(port);
        eve.signIn("eve", PASSWORD);

        assertThat(eve.get("/-/operations").body())
                .contains("Nothing is running")
                .doesNotContain("acme/secret");
        assertThat(eve.get("/-/operations/" + id).statusCode()).isEqualTo(404);
        assertThat(eve.get("/-/operations/no-id").statusCode()).isEqualTo(404);
        assertThat(eve.get("/").body()).contains("data-bell=\"0\"");
    }

    private UUID submit(String subject) {
        return Objects.requireNonNull(transactions.execute(_ -> operations.submit(
                        "test.kept", subject, Optional.of(ada()), JsonNodeFactory.instance.objectNode())))
                .id();
    }

    private Long ada() {
        return users.find("ada").orElseThrow().id();
    }

    private static String id(String page) {
        Matcher id = ID.matcher(page);
        assertThat(id.find()).isTrue();
        return id.group(1);
    }
}
