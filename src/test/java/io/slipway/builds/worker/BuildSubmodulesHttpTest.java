package io.slipway.builds.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildSettings;
import io.slipway.content.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/// Git repositories in Git repositories: those that people have, and those that want to get out of the checkout. What
/// gets out would write a file `owned`.
@Tag("F6")
class BuildSubmodulesHttpTest extends BuildHttpBase {

    private static final BuildPlan WITH = new BuildPlan("Dockerfile", ".", "", "", Map.of(), true, true);
    private static final String SHOW = """
            FROM scratch
            COPY busybox /bin/busybox
            COPY . /all
            RUN ["/bin/busybox", "sh", "-c", "cd /all; busybox find . -name '*.txt' | while read f; do echo \\"$f: $(busybox cat $f)\\"; done"]
            """;

    /// A commit that has a submodule at `$1`, named `$2`, from `$3`.
    private static final String ADD = """
            add() {
                printf '[submodule "%s"]\\n\\tpath = "%s"\\n\\turl = "%s"\\n' "$2" "$1" "$3" >> .gitmodules
                git add .gitmodules
                git update-index --add --cacheinfo "160000,$PART,$1"
            }
            tree() {
                MADE=$( (git ls-tree HEAD; while [ $# -gt 0 ]; do printf '%s\\t%s\\n' "$1" "$2"; shift 2; done) | git mktree)
                git reset -q --soft $(git commit-tree -m 'Add a part' "$MADE")
            }
            commit() { git -c user.name=Eve -c user.email=eve@example.com commit -q -m 'Add a part'; }
            """;

    @Autowired
    BuildSettings settings;

    private String part;

    @BeforeEach
    void makePart() {
        part = git.commit(
                "part",
                Map.of(
                        "part.txt",
                        "of a part",
                        "y/hooks/post-checkout",
                        "#!/bin/sh\necho yes > /store/owned; echo yes > /build/source/owned.txt\n"));
    }

    @Test
    void areInTheBuildByRelativeAndByWholeUrls() {
        git.commit("whole", Map.of("Dockerfile", SHOW));
        git.commit("inner", Map.of("inner.txt", "of the inner one"));
        commit("inner", "add deep/er part ../part.git; commit");
        String inner = head("inner");
        Repository repository = repository();
        commit(
                "whole",
                "add a part ../part.git; add b/c other \"$URL/part.git\"; add d inner ./../inner; "
                        + "git update-index --cacheinfo 160000," + inner + ",d; commit");
        Ended ended = build(repository, "whole", WITH);
        assertThat(ended.state()).as(log(repository, 1)).isEqualTo("SUCCEEDED");
        assertThat(log(repository, 1))
                .contains(
                        "./a/part.txt: of a part",
                        "./b/c/part.txt: of a part",
                        "./d/inner.txt: of the inner one",
                        "./d/deep/er/part.txt: of a part",
                        part);
    }

    @Test
    void areLeftOutUnlessTheyAreAskedFor() {
        git.commit("plain", Map.of("Dockerfile", SHOW));
        commit("plain", "add a part ../part.git; add b other file:///etc; commit");
        Repository repository = repository();
        Ended ended = build(repository, "plain", PLAN);
        assertThat(ended.state()).as(log(repository, 1)).isEqualTo("SUCCEEDED");
        assertThat(log(repository, 1)).doesNotContain("part.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // leads out of .git/modules
                "name|add a ../../../../../store/owned ../part.git; commit",
                "name|add a x/../../hooks ../part.git; commit",
                "name|add a '-x' ../part.git; commit",
                // CVE-2025-48384: what is written without the carriage return is a link, and hooks lie behind it
                "path|ln -s .git/modules/x/hooks a; add $'a\\r' x ../part.git; git add a; commit",
                // CVE-2024-32002: one path where file systems know no case
                "link|ln -s .git a; git add a; add A/modules/x x ../part.git; commit",
                "case|add a x ../part.git; add A y ../part.git; commit",
                // both a link and a folder of that name are in the tree; git makes the folder
                "no URL|printf /store > to; L=$(git hash-object -w to); add sub/in x ../part.git; git config -f .gitmodules "
                        + "submodule.x.path out/in; git add .gitmodules; commit; S=$(git rev-parse HEAD:sub); tree "
                        + "\"120000 blob $L\" out \"040000 tree $S\" out",
                "settings|printf '[submodule' > .gitmodules; git update-index --add --cacheinfo 160000,$PART,a; "
                        + "git add .gitmodules; commit",
                "invalid path|git update-index --add --cacheinfo 160000,$PART,a; commit; printf /etc/passwd > to; "
                        + "tree \"120000 blob $(git hash-object -w to)\" .gitmodules",
                "no URL|git update-index --add --cacheinfo 160000,$PART,a; commit",
            })
    void getNowhereElse(String word, String script) throws IOException {
        git.commit("attack", Map.of("Dockerfile", SHOW));
        commit("attack", "git config user.name Eve; git config user.email eve@example.com; " + script);
        Repository repository = repository();
        Ended ended = build(repository, "attack", WITH);
        assertThat(ended.reason()).as(log(repository, 1)).isEqualTo("CLONE");
        assertThat(ended.detail()).as(log(repository, 1)).containsAnyOf("submodule", "git could not fetch");
        assertThat(log(repository, 1)).contains(word);
        nothingIsOwned(repository);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///build/source/.git",
                "/build/source/.git",
                "ext::sh -c touch% /store/owned",
                "-u./owned",
                "--upload-pack=touch /store/owned",
                "ssh://-oProxyCommand=touch/x",
                "ssh://a;touch${IFS}owned/x",
                "git://127.0.0.1/part.git",
                "https://user:pass@127.0.0.1/part.git",
                "../../../../etc/x",
                "https://127.0.0.1/a/../b",
                "http://localhost/part.git",
                "http://example.com/part.git",
                "",
            })
    void comeFromNowhereElse(String url) throws IOException {
        git.commit("from", Map.of("Dockerfile", SHOW));
        commit(
                "from",
                "add a x '" + url + "'; git config -f .gitmodules submodule.x.update '!touch /store/owned'; "
                        + "git add .gitmodules; commit");
        Repository repository = repository();
        Ended ended = build(repository, "from", WITH);
        assertThat(ended.reason()).as(log(repository, 1)).isEqualTo("CLONE");
        assertThat(ended.detail()).contains("submodule");
        nothingIsOwned(repository);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/a.git",
                "https://localhost/a.git",
                "ssh://git@10.0.0.1/a.git",
                "git@metadata.internal:a.git",
                "https://[::1]/a.git",
                "https://2852039166/a.git"
            })
    @Tag("E1")
    void comeFromNoPrivateAddress(String url) {
        git.commit("inside", Map.of("Dockerfile", SHOW));
        commit("inside", "add a x '" + url + "'; commit");
        Repository repository = repository();
        Ended ended = build(repository, "inside", WITH);
        assertThat(ended.reason()).as(log(repository, 1)).isEqualTo("CLONE");
        assertThat(ended.detail())
                .as(log(repository, 1))
                .startsWith("a submodule could not be fetched: ")
                .containsAnyOf("slipway.outbound.allow", "no usual spelling");
    }

    @Test
    void runNothingOfTheirOwn() throws IOException {
        git.commit("quiet", Map.of("Dockerfile", SHOW));
        commit(
                "quiet",
                "add a x ../part.git; git config -f .gitmodules submodule.x.update '!touch /store/owned'; "
                        + "git add .gitmodules; commit");
        Repository repository = repository();
        Ended ended = build(repository, "quiet", WITH);
        assertThat(ended.state()).as(log(repository, 1)).isEqualTo("SUCCEEDED");
        nothingIsOwned(repository);
    }

    private Ended build(Repository repository, String name, BuildPlan plan) {
        return ended(repository, order(repository, trigger(repository, git.url(name)), plan, "latest"));
    }

    private static String server() {
        return git.url("x").replaceFirst("/x\\.git$", "");
    }

    private void commit(String name, String script) {
        git.commit(name, ADD + script, Map.of("PART", part, "URL", server()));
    }

    private static String head(String name) {
        try {
            return Files.readString(folder.resolve(name + ".git/refs/heads/main"))
                    .strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void nothingIsOwned(Repository repository) throws IOException {
        Path store = settings.folder().resolve("caches").resolve(String.valueOf(repository.id()));
        try (var files = Files.walk(store)) {
            assertThat(files.map(Path::toString)).noneMatch(path -> path.contains("owned"));
        }
        assertThat(log(repository, 1)).doesNotContain("owned.txt: yes");
    }
}
