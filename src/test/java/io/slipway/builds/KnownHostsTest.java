package io.slipway.builds;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("F4")
class KnownHostsTest {

    @ParameterizedTest
    @CsvSource({
        "git@github.com:acme/web.git, github.com",
        "ssh://git@gitlab.com/acme/web.git, gitlab.com",
        "ssh://git@BitBucket.org:22/acme/web, bitbucket.org"
    })
    void hasAnEd25519KeyOfEachKnownServer(String url, String host) {
        List<String> lines = KnownHosts.of(url);

        assertThat(lines).hasSize(1);
        String[] parts = lines.getFirst().split(" ");
        assertThat(parts).startsWith(host, "ssh-ed25519").hasSize(3);
        byte[] key = Base64.getDecoder().decode(parts[2]);
        assertThat(key).hasSize(51);
        ByteBuffer read = ByteBuffer.wrap(key);
        byte[] name = new byte[read.getInt()];
        read.get(name);
        assertThat(new String(name, US_ASCII)).isEqualTo("ssh-ed25519");
        assertThat(read.getInt()).isEqualTo(32);
        assertThat(read.remaining()).isEqualTo(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/acme/web.git",
                "ssh://git@github.com:443/acme/web",
                "git@github.com.example.org:acme/web",
                "git@git.example.com:acme/web",
                "no address",
                ""
            })
    void knowsNoOthers(String url) {
        assertThat(KnownHosts.of(url)).isEmpty();
    }

    @Test
    void fillsInOnlyWhatWasLeftEmpty() {
        assertThat(KnownHosts.fill(wish(List.of())).hostKeys()).isEqualTo(KnownHosts.of("git@github.com:acme/web.git"));
        List<String> own = List.of("github.com ssh-rsa AAAA");
        assertThat(KnownHosts.fill(wish(own)).hostKeys()).isEqualTo(own);
    }

    private static TriggerWish wish(List<String> hostKeys) {
        return new TriggerWish(
                GitProvider.GITHUB,
                "git@github.com:acme/web.git",
                GitAccess.KEY,
                "",
                Optional.empty(),
                hostKeys,
                false,
                false,
                false,
                true);
    }
}
