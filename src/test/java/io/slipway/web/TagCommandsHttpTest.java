package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.accounts.NewUser;
import io.slipway.accounts.Users;
import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// The commands that the list of `ada/few` writes beside its tags.
@SlipwayTest
class TagCommandsHttpTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String FEW = "/r/ada/few/-/tags";

    @Autowired
    private Users users;

    @LocalServerPort
    private int port;

    private Browser ada;

    @BeforeEach
    void push() throws Exception {
        if (users.find("ada").isEmpty()) {
            users.create(NewUser.person("ada", PASSWORD));
            new Pusher(port, "ada", PASSWORD).push("ada/few", "1.9.0", "1.9", "latest");
        }
        ada = new Browser(port);
        ada.signIn("ada", PASSWORD);
    }

    @Test
    void remembersHowCommandsShallBe() throws Exception {
        assertThat(ada.get(FEW).body()).contains("docker pull " + ada.host() + "/ada/few:1.9.0");

        HttpResponse<String> answer =
                ada.submit(FEW, "/settings/appearance", Map.of("tool", "podman", "next", FEW + "?sort=name"));
        ada.submit(FEW, "/settings/appearance", Map.of("tool", "nothing", "by", "digest"));

        assertThat(Browser.location(answer)).isEqualTo(FEW + "?sort=name");
        assertThat(ada.get(FEW).body())
                .contains("podman pull --tls-verify=false " + ada.host() + "/ada/few@sha256:", "podman, by digest")
                .doesNotContain("docker pull");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            docker     | docker pull HOST/ada/few:latest
            podman     | podman pull --tls-verify=false HOST/ada/few:latest
            nerdctl    | nerdctl --insecure-registry pull HOST/ada/few:latest
            skopeo     | skopeo copy --src-tls-verify=false docker://HOST/ada/few:latest oci:few:latest
            from       | FROM HOST/ada/few:latest
            crane      | crane pull --insecure HOST/ada/few:latest few.tar
            kubernetes | image: HOST/ada/few:latest
            compose    | image: HOST/ada/few:latest
            oras       | oras copy --from-plain-http HOST/ada/few:latest --to-oci-layout few:latest
            helm       | docker pull HOST/ada/few:latest
            """)
    void writesCommandsThatRun(String tool, String line) throws Exception {
        ada.submit(FEW, "/settings/appearance", Map.of("tool", tool, "by", "tag"));

        assertThat(ada.get(FEW).body()).contains("<code>" + line.replace("HOST", ada.host()) + "</code>");
    }
}
