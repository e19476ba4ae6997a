package io.slipway.builds.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.worker.GitServer.Request;
import io.slipway.content.Repository;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// To which servers a clone goes, and which of them is told the trigger's token. Another port is another server.
class BuildGitServersHttpTest extends BuildHttpBase {

    private static final String TOKEN = "token-of-this-trigger";
    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString(("git:" + TOKEN).getBytes(UTF_8));
    private static final Map<String, String> FILES =
            Map.of("Dockerfile", "FROM scratch\nCOPY . /all\n", "part.txt", "a part");

    private static final BuildPlan WITH = new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, true);

    private GitServer first;
    private GitServer other;

    @BeforeEach
    void startServers() throws Exception {
        first = new GitServer(folder);
        other = new GitServer(folder);
    }

    @AfterEach
    void stopServers() {
        first.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/info/refs", "/git-upload-pack"})
    @Tag("F7")
    @Tag("E3")
    void followsNoRedirectAndTellsNobodyElseTheToken(String part) {
        first.commit("moved", FILES);
        first.demand(BASIC);
        first.redirect(part, other.url("x").replace("/x.git", ""));
        Repository repository = repository();
        long trigger = trigger(repository, first.url("moved"));
        token(trigger, TOKEN);
        Ended ended = ended(repository, order(repository, trigger, PLAN, "latest"));
        assertThat(ended.reason()).isEqualTo("CLONE");
        assertThat(ended.detail()).as(log(repository, 1)).contains("sends git to another address");
        assertThat(log(repository, 1)).doesNotContain(TOKEN, BASIC);
        assertThat(first.requests()).extracting(Request::credential).contains(BASIC);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    @Tag("F7")
    void clonesOverSshFromTheHostWhoseKeyItKnows() throws Exception {
        boolean possible = SshServer.isPossible();
        if (!possible) {
            System.out.println("Nothing is cloned over SSH in this test: it needs sshd, and root to start it");
        }
        Assumptions.assumeTrue(possible);
        String part = git.commit("ssh-part", FILES);
        git.commit("ssh", FILES);
        git.commit("ssh", """
                git config -f .gitmodules submodule.a.path a; git config -f .gitmodules submodule.a.url ../ssh-part.git
                git add .gitmodules
                git update-index --add --cacheinfo "160000,$PART,a"
                git -c user.name=Ada -c user.email=ada@example.com commit -q -m 'Add a part'
                """, Map.of("PART", part));
        try (SshServer ssh = new SshServer(Files.createTempDirectory(folder, "sshd"))) {
            Repository repository = repository();
            long trigger = trigger(repository, ssh.url(folder.resolve("ssh.git")));
            key(trigger, ssh.privateKey(), ssh.hostKey());
            Ended ended = ended(repository, order(repository, trigger, WITH, "latest"));
            assertThat(ended.state()).as(log(repository, 1)).isEqualTo("SUCCEEDED");
            assertThat(log(repository, 1)).contains("submodule a: " + ssh.url(folder.resolve("ssh-part.git")));

            key(trigger, ssh.privateKey(), ssh.hostKey().replaceFirst(":[0-9]+ ", ":1 "));
            Ended other = ended(repository, order(repository, trigger, WITH, "latest"));
            assertThat(other.reason()).as(log(repository, 2)).isEqualTo("CLONE");
            assertThat(log(repository, 2)).contains("Host key verification failed");
        }
    }

    @Test
    @Tag("F6")
    @Tag("F7")
    void tellsSubmodulesOfOtherServersNoToken() {
        String part = first.commit("elsewhere", FILES);
        first.commit("whole", FILES);
        first.commit("whole", """
                git config -f .gitmodules submodule.own.path own; git config -f .gitmodules submodule.own.url ../elsewhere.git
                git config -f .gitmodules submodule.a.path a; git config -f .gitmodules submodule.a.url "$URL"
                git add .gitmodules
                git update-index --add --cacheinfo "160000,$PART,own" --add --cacheinfo "160000,$PART,a"
                git -c user.name=Ada -c user.email=ada@example.com commit -q -m 'Add parts'
                """, Map.of("PART", part, "URL", other.url("elsewhere")));
        first.demand(BASIC);
        Repository repository = repository();
        long trigger = trigger(repository, first.url("whole"));
        token(trigger, TOKEN);
        Ended ended = ended(repository, order(repository, trigger, WITH, "latest"));
        assertThat(ended.state()).as(log(repository, 1)).isEqualTo("SUCCEEDED");
        assertThat(first.requests())
                .filteredOn(it -> it.path().startsWith("/elsewhere.git"))
                .isNotEmpty()
                .extracting(Request::credential)
                .containsOnly(BASIC);
        assertThat(other.requests())
                .isNotEmpty()
                .extracting(Request::credential)
                .containsOnly("");

        other.demand(BASIC);
        Ended asked = ended(repository, order(repository, trigger, WITH, "latest"));
        assertThat(asked.reason()).as(log(repository, 2)).isEqualTo("CLONE");
        assertThat(asked.detail()).isEqualTo("a submodule could not be fetched");
        assertThat(other.requests()).extracting(Request::credential).containsOnly("");
    }
}
