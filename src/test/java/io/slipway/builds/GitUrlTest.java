package io.slipway.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.builds.GitUrl.Scheme;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F4")
class GitUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://git.example.com/acme/web.git, HTTPS, git.example.com, acme/web.git",
        "https://git.example.com:8443/a, HTTPS, git.example.com, a",
        "https://[2606:4700::1]/a/b, HTTPS, [2606:4700::1], a/b",
        "http://git.example.com/a%20b, HTTP, git.example.com, a%20b",
        "ssh://git@git.example.com/acme/web.git, SSH, git.example.com, acme/web.git",
        "ssh://git.example.com:2222/~ada/web, SSH, git.example.com, ~ada/web",
        "git@git.example.com:acme/web.git, SSH, git.example.com, acme/web.git",
        "git@git.example.com:/srv/git/web.git, SSH, git.example.com, /srv/git/web.git",
    })
    void readsAddresses(String text, Scheme scheme, String host, String path) {
        GitUrl url = GitUrl.parse(text);

        assertThat(url.value()).isEqualTo(text);
        assertThat(url.scheme()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "ext::sh -c touch% /tmp/x",
                "--upload-pack=touch /tmp/x",
                "-uhttps://git.example.com/a",
                "file:///etc/passwd",
                "/etc",
                "./a",
                "ssh://-oProxyCommand=id/a",
                "ssh://git@-oProxyCommand=id/a",
                "-oProxyCommand=id@h:a",
                "git@-oProxyCommand:a",
                "git://git.example.com/a",
                "ftp://git.example.com/a",
                "jar:https://x/a",
                "gopher://x/a",
                "https://git.example.com/a\n",
                "https://git.example.com/a\r\nb",
                "https://git.example.com/a%0ab",
                "https://git.example.com/a%00",
                "https:///x",
                "https://",
                "https://h",
                "https://h/",
                "https://user:secret@git.example.com/a",
                "https://token@git.example.com/a",
                "ssh://git:secret@git.example.com/a",
                "https://git.example.com:0/a",
                "https://git.example.com:65536/a",
                "https://git.example.com:99999/a",
                "https://git.example.com:-1/a",
                "https://git.example.com/a?x=y",
                "https://git.example.com/a#b",
                "https://git.example.com/../etc",
                "https://git.example.com/a/../../b",
                "https://git.example.com/--upload-pack=x",
                "git@git.example.com:-x",
                "git@git.example.com::x",
                "https://git.example.com/a b",
                "https://git.example.com/a\\b",
                "https://git.example.com/a\u0000",
                "HTTPS://git.example.com/a",
                "https://gıt.example.com/a",
                "https://a@b@c/d",
                "ssh://git@host"
            })
    void refusesWhatIsNoneOrMoreThanThat(String text) {
        assertThatThrownBy(() -> GitUrl.parse(text))
                .isInstanceOfSatisfying(
                        BuildsException.class, e -> assertThat(e.field()).isEqualTo("url"));
    }

    @ParameterizedTest
    @MethodSource("longOnes")
    void refusesLongOnes(String text) {
        assertThatThrownBy(() -> GitUrl.parse(text)).hasMessageContaining("2000");
    }

    static List<String> longOnes() {
        return List.of("https://h/" + "a".repeat(1991));
    }
}
