package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.registry.Images.Image;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The check and the handler see one decoded name, however it was written.
@Tag("A21")
@TestInstance(Lifecycle.PER_CLASS)
class EncodedNameHttpTest extends RegistryHttpBase {

    private static final String NAME = "enc-ada/priv";
    private static final String SCOPE = "repository:enc-ada/priv:pull,push,delete";

    private Image image;

    @BeforeAll
    void pushAnImage() {
        image = Images.push(person("enc-ada"), NAME, "guarded layer", "latest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/enc-ada/pri%76/manifests/latest",
                "/v2/%65nc-ada/priv/manifests/latest",
                "/v2/enc%2Dada/priv/%6danifests/l%61test",
                "/%76%32/enc-ada/priv/manifests/latest"
            })
    void readsAnEncodedNameAsTheDecodedOne(String path) {
        String plain = image.manifestPath("latest");
        List<RegistryClient> callers = List.of(
                anonymous(),
                anonymous().asking(SCOPE),
                person("enc-bob").asking(SCOPE),
                person("enc-bob").asking("repository:enc-bob/priv:pull"),
                person("enc-bob"),
                person("enc-ada").asking(SCOPE));

        for (RegistryClient caller : callers) {
            Reply decoded = caller.get(plain);
            Reply encoded = caller.get(path);
            assertThat(encoded.status()).as("%s", encoded).isEqualTo(decoded.status());
            assertThat(encoded.text()).isEqualTo(decoded.text());
            assertThat(encoded.header("WWW-Authenticate")).isEqualTo(decoded.header("WWW-Authenticate"));
        }
        assertThat(callers.getLast().get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/enc-ada/open/../priv/manifests/latest",
                "/v2/enc-ada/open/%2e%2e/priv/manifests/latest",
                "/v2/enc-ada/open/%2E./priv/manifests/latest",
                "/v2/enc-ada/open/%252e%252e/priv/manifests/latest",
                "/v2/enc-ada/open/..%2fpriv/manifests/latest",
                "/v2/enc-ada/./priv/manifests/latest",
                "/v2/enc-ada/%2e/priv/manifests/latest",
                "/v2/enc-ada%2fpriv/manifests/latest",
                "/v2/enc-ada%2Fpriv%2Fmanifests%2Flatest",
                "/v2/enc-ada%252fpriv/manifests/latest",
                "/v2/enc-ada%5cpriv/manifests/latest",
                "/v2/enc-ada\\priv/manifests/latest",
                "/v2/enc-ada/pri%2576/manifests/latest",
                "/v2/enc-ada/priv;x=1/manifests/latest",
                "/v2/enc-ada;x=1/priv/manifests/latest",
                "/v2/enc-ada/priv/manifests/latest;x=1",
                "/v2;x=1/enc-ada/priv/manifests/latest",
                "/v2/enc-ada/priv%3bx=1/manifests/latest",
                "/v2//enc-ada/priv/manifests/latest",
                "//v2/enc-ada/priv/manifests/latest",
                "/v2/enc-ada//priv/manifests/latest",
                "/v2/enc-ada/priv//manifests/latest",
                "/v2/enc-ada/priv/manifests//latest",
                "/v2/enc-ada/priv/manifests/latest/",
                "/v2/enc-ada/priv/manifests/",
                "/v2/enc-ada/priv/tags/list/",
                "/v2/enc-ada/PRIV/manifests/latest",
                "/v2/Enc-ada/priv/manifests/latest",
                "/v2/enc-ada/priv/Manifests/latest",
                "/v2/enc-ada/priv/manifests/LATEST",
                "/V2/enc-ada/priv/manifests/latest",
                "/v2/enc-ada/priv/manifests/latest%20",
                "/v2/enc-ada/priv%20/manifests/latest",
                "/v2/enc-ada/priv+/manifests/latest",
                "/v2/enc-ada/priv/manifests/latest%00",
                "/v2/enc-ada/priv%00/manifests/latest",
                "/v2/enc-ada/priv%0d%0a/manifests/latest",
                "/v2/enc-ada/priv%0d%0aX-Injected:%20yes/manifests/latest",
                "/v2/enc-ada/priv\u00a0/manifests/latest",
                "/v2/enc-ada/priv%c0%ae/manifests/latest",
                "/v2/enc-ada/priv%ff/manifests/latest",
                "/v2/enc-ada/priv%zz/manifests/latest",
                "/v2/enc-ada/priv%e2%80%ae/manifests/latest",
                "/v2/enc-ada/%ef%bd%90riv/manifests/latest",
                "/v2/enc-ada/priv#/manifests/latest",
                "/x/../v2/enc-ada/priv/manifests/latest",
                "/token/../v2/enc-ada/priv/manifests/latest",
                "/v1/../v2/enc-ada/priv/manifests/latest"
            })
    void refusesEveryOtherSpelling(String path) {
        for (RegistryClient caller : List.of(person("enc-ada").asking(SCOPE), person("enc-ada"))) {
            Reply reply = caller.get(path);
            assertThat(reply.status()).as("%s", reply).isIn(400, 401, 404);
            if (reply.status() == 401) {
                // another well-formed name, which the token says nothing of
                assertThat(ChallengeHeader.of(reply).error()).contains("insufficient_scope");
                assertThat(ChallengeHeader.of(reply).scope()).isNotEqualTo("repository:enc-ada/priv:pull");
            }
            assertHarmless(reply);
        }
        for (RegistryClient caller : List.of(anonymous(), person("enc-bob").asking(SCOPE), person("enc-bob"))) {
            Reply reply = caller.get(path);
            assertThat(reply.status()).as("%s", reply).isIn(400, 401, 404);
            assertHarmless(reply);
        }
    }

    @Test
    void deletesNothingByAnotherSpelling() {
        RegistryClient ada = person("enc-ada").asking(SCOPE);
        for (String path :
                List.of("/manifests/latest/", "/manifests/latest;x", "//manifests/latest", "/./manifests/latest")) {
            assertThat(ada.delete("/v2/" + NAME + path).status()).isIn(400, 404, 405);
        }
        assertThat(ada.get(image.manifestPath("latest")).status()).isEqualTo(200);
    }

    private static void assertHarmless(Reply reply) {
        assertThat(reply.text()).doesNotContain("schemaVersion", "guarded layer", "\"tags\"");
        assertThat(reply.header("X-Injected")).isEmpty();
        assertThat(reply.header("Location")).isEmpty();
        assertThat(reply.header("Docker-Content-Digest")).isEmpty();
    }
}
