package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Repositories by what their tags name; who may not see one finds no trace of it.
@Tag("A20")
@TestInstance(Lifecycle.PER_CLASS)
class SearchContentsHttpTest extends RegistryHttpBase {

    private static final String OPEN = "held-ada/glaze-web";
    private static final String SECRET = "held-ada/glaze-secret";
    private static final String CHART = "held-ada/glaze-chart";
    private static final String BOM = "held-bob/glaze-bom";

    @BeforeAll
    void pushAll() {
        image("held-ada", OPEN, "1.0", "amd64");
        image("held-ada", OPEN, "1.0-arm", "arm64");
        image("held-ada", SECRET, "1.0", "s390x");
        artifact("held-ada", CHART, "1.0", "application/vnd.cncf.helm.config.v1+json");
        artifact("held-bob", BOM, "1.0", "application/spdx+json");
        artifact("held-ada", OPEN, "sha256-" + "0".repeat(64) + ".sig", "application/vnd.dev.cosign.simplesigning.v1");
        setVisibility(OPEN, Visibility.PUBLIC);
        for (String query : List.of("kind=image&platform=linux/arm64", "platform=linux/s390x", "kind=chart")) {
            awaitOne(person("held-ada"), query);
        }
        awaitOne(person("held-bob"), "kind=artifact");
    }

    @Test
    void findsByKindAndPlatformAmongWhatTheCallerSees() {
        RegistryClient root = administrator("held-root");

        assertThat(names(anonymous(), "kind=image")).containsExactly(OPEN);
        assertThat(names(person("held-ada"), "kind=image")).containsExactly(SECRET, OPEN);
        assertThat(names(person("held-ada"), "kind=chart")).containsExactly(CHART);
        assertThat(names(root, "kind=artifact")).containsExactly(BOM);
        assertThat(names(root, "kind=image&platform=linux/amd64")).containsExactly(OPEN);
        assertThat(names(root, "kind=chart&platform=linux/amd64")).isEmpty();
        assertThat(names(root, "platform=linux/s390x&namespace=held-ada")).containsExactly(SECRET);
        for (String hidden : List.of("kind=chart", "kind=artifact", "platform=linux/s390x")) {
            assertThat(names(anonymous(), hidden)).as(hidden).isEmpty();
        }
        assertThat(names(person("held-bob"), "platform=linux/s390x&namespace=held-ada"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "held-", "zz", "q", "glaze"})
    void findsTheSameByIndexAndByReading(String words) {
        RegistryClient root = administrator("held-root");
        List<String> all = root.get("/api/v1/search?limit=50&platform=linux/s390x&q=" + words)
                .json()
                .valueStream()
                .map(it -> it.path("name").asString())
                .filter(it -> it.startsWith("held-"))
                .toList();

        assertThat(all).isEqualTo(SECRET.contains(words) ? List.of(SECRET) : List.of());
    }

    @Test
    void forgetsWhatNoTagNames() {
        Digest digest = image("held-bob", "held-bob/glaze-gone", "1", "riscv64");
        RegistryClient bob = person("held-bob");
        awaitOne(bob, "platform=linux/riscv64");
        RepositoryClient here = RepositoryClient.of(bob, "held-bob/glaze-gone");
        assertThat(bob.delete(here.manifest("1")).status()).isEqualTo(202);

        await().until(() -> names(bob, "platform=linux/riscv64").isEmpty());
        here.put(
                "2",
                "application/vnd.oci.image.manifest.v1+json",
                bob.get(here.manifest(digest)).body());
        awaitOne(bob, "platform=linux/riscv64");
    }

    @Test
    void takesPlatformsLiterallyAndRepeatsThemInLinks() {
        RegistryClient ada = person("held-ada");

        assertThat(ada.get("/api/v1/search?limit=1&kind=image&q=glaze")
                        .header("Link")
                        .orElseThrow())
                .contains("kind=image");
        assertThat(ada.get("/api/v1/search?limit=1&platform=linux/amd64&kind=image&q=e")
                        .header("Link"))
                .isEmpty();
        for (String none :
                List.of("platform=linux/%25", "platform=linux", "platform=", "platform=%7B%7D", "platform=%5C")) {
            assertThat(names(ada, none)).as(none).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kind=people", "kind=", "kind=IMAGE", "platform=%00"})
    void refusesWhatItDoesNotKnow(String query) {
        Reply reply = anonymous().get("/api/v1/search?" + query);

        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.json().path("code").asString()).isEqualTo("query-invalid");
    }

    private void awaitOne(RegistryClient client, String query) {
        await().untilAsserted(() -> assertThat(names(client, query)).as(query).hasSize(1));
    }

    private Digest image(String owner, String name, String tag, String architecture) {
        byte[] config = "{\"os\":\"linux\",\"architecture\":\"%s\",\"of\":\"%s\"}"
                .formatted(architecture, name)
                .getBytes(UTF_8);
        return put(owner, name, tag, config, aManifest().withConfig(config));
    }

    private void artifact(String owner, String name, String tag, String type) {
        byte[] config = "{\"name\":\"%s\"}".formatted(tag).getBytes(UTF_8);
        put(owner, name, tag, config, aManifest().with("config", ManifestBuilder.descriptor(type, config)));
    }

    private Digest put(String owner, String name, String tag, byte[] config, ManifestBuilder manifest) {
        RepositoryClient here = RepositoryClient.of(person(owner), name);
        byte[] layer = (name + tag).getBytes(UTF_8);
        here.push(config);
        here.push(layer);
        manifest.withLayer(layer);
        assertThat(here.put(tag, manifest).status()).isEqualTo(201);
        return ManifestBuilder.digest(manifest.bytes());
    }

    private static List<String> names(RegistryClient client, String query) {
        List<String> names = new ArrayList<>();
        client.get("/api/v1/search?limit=50&q=glaze&" + query)
                .json()
                .forEach(it -> names.add(it.path("name").asString()));
        return names;
    }
}
