package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Without a public URL, the address that a client used is the one it is sent to for a token.
class RealmHttpTest extends RegistryHttpBase {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            registry.example.com      | http://registry.example.com/token      | registry.example.com
            registry.example.com:80   | http://registry.example.com/token      | registry.example.com
            registry.example.com:8443 | http://registry.example.com:8443/token | registry.example.com:8443
            Registry.Example.COM:5000 | http://registry.example.com:5000/token | registry.example.com:5000
            192.0.2.7:5000            | http://192.0.2.7:5000/token            | 192.0.2.7:5000
            [2001:db8::7]:5000        | http://[2001:db8::7]:5000/token        | [2001:db8::7]:5000
            """)
    void namesTheHostOfTheRequest(String host, String realm, String service) {
        ChallengeHeader challenge =
                ChallengeHeader.of(anonymous().with("Host", host).get("/v2/"));

        assertThat(challenge.realm()).isEqualTo(realm);
        assertThat(challenge.service()).isEqualTo(service);
    }

    @Test
    void namesAnAddressWhereTokensAreGiven() {
        ChallengeHeader challenge = ChallengeHeader.of(anonymous().get("/v2/"));

        assertThat(challenge.realm()).isEqualTo("http://localhost:" + port + "/token");
        assertThat(challenge.service()).isEqualTo("localhost:" + port);
        assertThat(anonymous()
                        .at(new InetSocketAddress("localhost", port))
                        .get("/token")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil\"example.com",
                "evil,example.com",
                "evil example.com",
                "evil/example.com",
                "a@b",
                "<x>",
                "x:99999999",
                "x:y",
                "",
                "..",
                "%65vil.example.com",
                "evil.example.com\\",
                "e'vil",
                "[::1",
                "a;b"
            })
    void namesNoHostThatIsNone(String host) {
        Reply reply = anonymous().with("Host", host).get("/v2/");

        assertThat(reply.status()).as("%s", reply).isIn(400, 401);
        if (reply.status() == 401) {
            assertThat(ChallengeHeader.of(reply).realm()).matches("http://[a-z0-9.-]+(:[0-9]+)?/token");
        }
    }
}
