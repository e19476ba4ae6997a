package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Ada owns acme and other, eve has admin on acme/web only, bob is a member of acme, tom nobody, aud an auditor.
@SlipwayTest
class AuditPagesHttpTest extends AcmePages {

    private static final String ACME = "/orgs/acme/-/audit";
    private static final String WEB = "/r/acme/web/-/audit";

    @Autowired
    private AuditLog audit;

    @Override
    void prepare() throws Exception {
        for (String name : List.of("acme/web", "acme/api", "other/tool")) {
            pusher().push(name, "1");
            grant("eve", name, "read");
            await("grant.set", name);
        }
        grant("eve", "acme/web", "admin");
    }

    @Test
    void showsOwnersWhatHappenedInTheirOrganisationOnly() throws Exception {
        assertThat(ada.get(ACME + "?action=grant.set").body())
                .contains("acme/web", "acme/api", ACME + ".csv?", "href=\"" + ACME + "\"")
                .doesNotContain("other/tool");
        assertThat(ada.get(ACME + "?action=grant.set&target=api").body())
                .contains("acme/api")
                .doesNotContain("acme/web<");
        assertThat(ada.get(ACME + "?zone=Mars/Base").body()).contains("id=\"zone-error\"", "times in UTC");
        assertThat(as("aud").get(ACME).body())
                .contains("href=\"" + ACME + "\"")
                .doesNotContain("/orgs/acme/-/settings");
        assertThat(ada.get(ACME + "?from=then").statusCode()).isEqualTo(422);
        assertThat(as("aud").get(ACME).body()).contains("grant.set");
    }

    @Test
    void showsWhoManagesARepositoryWhatHappenedThere() throws Exception {
        Browser eve = as("eve");

        assertThat(eve.get("/r/acme/web/-/tags").body()).contains("href=\"" + WEB + "\"");
        assertThat(eve.get(WEB + "?action=grant.set").body())
                .contains("acme/web", WEB + ".ndjson?")
                .doesNotContain("acme/api", "other/tool");
        assertThat(as("aud").get(WEB).body()).contains("grant.set");
        assertThat(eve.get(WEB + "?to=then").statusCode()).isEqualTo(422);
    }

    @Test
    @Tag("H14")
    void exportsNoMoreThanThePageShows() throws Exception {
        HttpResponse<String> csv = ada.get(ACME + ".csv?action=grant.set");
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv;charset=UTF-8");
        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"audit.csv\"");
        assertThat(csv.body()).contains("\"acme/web\"", "\"acme/api\"").doesNotContain("other/tool");
        assertThat(ada.get(ACME + ".ndjson?action=grant.set").body())
                .startsWith("{\"at\":")
                .doesNotContain("other/tool");
        assertThat(as("eve").get(WEB + ".csv?action=grant.set").body())
                .contains("\"acme/web\"")
                .doesNotContain("acme/api");
        assertThat(as("eve").get(WEB + ".ndjson").body()).startsWith("{\"at\":").doesNotContain("acme/api");
        assertThat(ada.get(WEB + ".csv?from=then").statusCode()).isEqualTo(400);
        await("audit.export", "");
    }

    @Test
    @Tag("A2")
    @Tag("B4")
    void isNotThereForAnybodyElse() throws Exception {
        for (String ending : List.of("", ".csv", ".ndjson")) {
            for (String name : List.of("bob", "eve", "tom")) {
                assertThat(as(name).get(ACME + ending).statusCode()).as(name).isEqualTo(404);
            }
            for (String name : List.of("bob", "tom")) {
                assertThat(as(name).get(WEB + ending).statusCode()).as(name).isEqualTo(404);
            }
            Browser anonymous = new Browser(port);
            assertThat(Browser.location(anonymous.get(ACME + ending))).startsWith("/login?next=");
            assertThat(Browser.location(anonymous.get("/orgs/missing/-/audit" + ending)))
                    .startsWith("/login?next=");
            assertThat(anonymous.get(WEB + ending).statusCode()).isEqualTo(404);
            // people's own namespaces have no log of their own
            assertThat(ada.get("/orgs/ada/-/audit" + ending).statusCode()).isEqualTo(404);
        }
        assertThat(as("eve").get("/r/acme/api/-/audit").statusCode()).isEqualTo(404);
        assertThat(as("bob").get("/r/acme/web/-/tags").body()).doesNotContain(WEB);
    }

    private void await(String action, String target) {
        AuditFilter filter = AuditFilter.all().withAction(action).withTarget(target);
        Instant end = Instant.now().plus(Duration.ofSeconds(20));
        while (audit.page(filter, Optional.empty(), 1).items().isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.onSpinWait();
        }
    }
}
