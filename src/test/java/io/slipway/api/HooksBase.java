package io.slipway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.accounts.NewUser;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildRule;
import io.slipway.builds.BuildRule.Source;
import io.slipway.builds.BuildRules;
import io.slipway.builds.BuildTriggers;
import io.slipway.builds.Deliveries;
import io.slipway.builds.GitAccess;
import io.slipway.builds.GitProvider;
import io.slipway.builds.Trigger;
import io.slipway.builds.TriggerWish;
import io.slipway.content.Repository;
import io.slipway.oci.RepositoryName;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A repository of ada's for each test, and triggers of it.
@SlipwayTest
abstract class HooksBase {

    private static final BuildPlan PLAN = new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, false);
    private static int count;

    @Value("${local.server.port}")
    int port;

    @Autowired
    Users users;

    @Autowired
    Access access;

    @Autowired
    BuildTriggers triggers;

    @Autowired
    BuildRules rules;

    @Autowired
    Deliveries deliveries;

    @Autowired
    JdbcClient jdbc;

    Site site;
    Repository repository;
    private long ada;

    @BeforeEach
    void repository() {
        site = Site.on(port);
        User owner = users.find("ada").orElseGet(() -> users.create(NewUser.person("ada", Site.PASSWORD)));
        ada = owner.id();
        RepositoryName name = new RepositoryName("ada/app" + count++);
        Town.make(site.as("ada"), name.value());
        repository = access.toMaintain(new Caller.Person(owner), name);
    }

    Trigger trigger(GitProvider provider, BuildRule... wanted) {
        TriggerWish wish = new TriggerWish(
                provider,
                "https://git.example.com/acme/web.git",
                GitAccess.NONE,
                "",
                Optional.empty(),
                List.of(),
                false,
                false,
                false,
                true);
        Trigger made = triggers.create(repository, wish, ada);
        rules.replace(repository, made.id(), Arrays.asList(wanted), _ -> {});
        return made;
    }

    static BuildRule branch(String pattern, String... tags) {
        return new BuildRule(0, true, Source.BRANCH, pattern, false, List.of(tags), PLAN);
    }

    static BuildRule tag(String pattern, String... tags) {
        return new BuildRule(0, true, Source.TAG, pattern, false, List.of(tags), PLAN);
    }

    HookSender to(Trigger trigger) {
        return new HookSender(site, "/hooks/" + trigger.id());
    }

    String secret(Trigger trigger) {
        return triggers.hookSecret(trigger);
    }

    int builds() {
        return jdbc.sql("SELECT count(*) FROM builds.build WHERE repository_id = ?")
                .param(repository.id())
                .query(Integer.class)
                .single();
    }

    int deliveries(Trigger trigger) {
        return deliveries
                .page(repository, trigger.id(), Optional.empty(), 100)
                .items()
                .size();
    }

    /// What one build of this repository shows, by column.
    Map<String, Object> build() {
        return jdbc.sql("SELECT * FROM builds.build WHERE repository_id = ?")
                .param(repository.id())
                .query()
                .singleRow();
    }

    static void assertTaken(HttpResponse<String> answer, int builds, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(JsonPath.<List<Integer>>read(answer.body(), "$.builds")).hasSize(builds);
        assertThat(JsonPath.<String>read(answer.body(), "$.reason")).isEqualTo(reason);
    }
}
