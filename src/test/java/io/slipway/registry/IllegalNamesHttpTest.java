package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, tags and digests that are none, as a client would write them into a path.
@Tag("C1")
class IllegalNamesHttpTest extends ProtocolHttpBase {

    private static final String HEX = "09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b";

    static Stream<String> names() {
        return Stream.of(
                "A/b",
                "acme/Web",
                "-a/b",
                "a-/b",
                "_a/b",
                "acme/a__-b",
                "acme/a___b",
                "acme/a..b",
                "acme/.a",
                "acme/a.",
                "acme//b",
                "/acme/b",
                "acme/b/",
                "acme/a+b",
                "acme/a~b",
                "acme/a@b",
                "acme/%C3%A4",
                "acme/a%20b",
                "acme/a%00b",
                "acme/a%0Ab",
                "acme/a%5Cb",
                "acme/a%2Fb",
                "acme/%2e%2e/b",
                "acme/../b",
                "acme/./b",
                "../../etc",
                "acme/a%25b",
                "acme/a;b",
                "acme/a:b",
                "acme/a$b",
                "acme/a%3Fb",
                "acme/a*b",
                "acme/" + "a".repeat(251));
    }

    @ParameterizedTest
    @MethodSource("names")
    void refusesNames(String name) {
        for (String rest :
                new String[] {"/manifests/v1", "/tags/list", "/blobs/sha256:" + HEX, "/referrers/sha256:" + HEX}) {
            Reply reply = owner().get("/v2/" + name + rest);

            assertThat(reply.status()).as("%s%s: %s", name, rest, reply).isIn(400, 404);
            assertThat(reply.errorCode()).as("%s%s: %s", name, rest, reply).isIn("NAME_INVALID", "UNSUPPORTED");
            if (reply.errorCode().equals("NAME_INVALID")) {
                assertStatus(reply, 400);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void startsNoUploadUnderNames(String name) {
        Reply reply = owner().post("/v2/" + name + "/blobs/uploads/");

        assertThat(reply.status()).as("%s", reply).isIn(400, 404);
        assertThat(reply.errorCode()).as("%s", reply).isIn("NAME_INVALID", "UNSUPPORTED");
        assertThat(jdbc.sql("SELECT count(*) FROM content.repository WHERE name = ?")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256:" + HEX + "0",
                "sha256:09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5",
                "sha256:09CA7E4EAA6E8AE9C7D261167129184883644D07DFBA7CBFBC4C8A2E08360D5B",
                "sha256:zzca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b",
                "SHA256:" + HEX,
                "sha256:",
                "sha256",
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha512:" + HEX,
                "sha384:" + HEX,
                "sha256:..",
                "sha256+b64:" + HEX,
                "sha256:%00",
                HEX
            })
    void refusesDigestsOfBlobs(String digest) {
        repository.startUpload();

        for (String method : new String[] {"GET", "HEAD", "DELETE"}) {
            Reply reply = repository.client().send(method, repository.blob(digest), new byte[0]);

            assertStatus(reply, 400);
            if (!method.equals("HEAD")) {
                assertThat(reply.errorCode()).as("%s", reply).isIn("DIGEST_INVALID", "NAME_INVALID");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-a", ".a", "a+b", "a%20b", "a@b", "%C3%A4", "a;b", "a:b", "sha256:abc", "md5:d41d8cd9", "a%00"})
    void refusesTags(String tag) {
        repository.push("{}".getBytes());

        Reply reply = repository.put(tag, aManifest());

        assertStatus(reply, 400);
        assertThat(reply.errorCode()).as("%s", reply).isIn("MANIFEST_INVALID", "DIGEST_INVALID", "NAME_INVALID");
    }

    @Test
    void takesTagsOfUpTo128Characters() {
        repository.push("{}".getBytes());
        String longest = "t".repeat(128);

        assertStatus(repository.put(longest, aManifest()), 201);
        assertRefused(repository.put(longest + "t", aManifest()), 400, "MANIFEST_INVALID");

        assertThat(repository.client().get(repository.manifest(longest)).body())
                .isEqualTo(aManifest().bytes());
        assertStatus(repository.client().get(repository.manifest(longest + "t")), 404);
    }

    @Test
    void takesNamesOfUpTo255Characters() {
        String longest = ownerName + "/" + "a/b__c.d-e/".repeat(22);
        longest += "x".repeat(255 - longest.length());
        RepositoryClient named = RepositoryClient.of(owner(), longest);

        ManifestBuilder image = named.pushImage("v1", "layer".getBytes());

        assertThat(longest).hasSize(255);
        assertThat(named.client().get(named.manifest("v1")).body()).isEqualTo(image.bytes());
        assertRefused(owner().get("/v2/" + longest + "x/manifests/v1"), 400, "NAME_INVALID");
    }

    @Test
    void takesNamesThatLookLikeEndpoints() {
        for (String part : new String[] {"blobs", "manifests/x", "tags/list", "blobs/uploads", "referrers", "v2"}) {
            RepositoryClient named = RepositoryClient.of(owner(), freshName(ownerName) + "/" + part);

            ManifestBuilder image = named.pushImage("v1", part.getBytes());

            assertThat(named.client().get(named.manifest("v1")).body()).isEqualTo(image.bytes());
            assertThat(named.client()
                            .get(named.path("/tags/list"))
                            .json()
                            .path("name")
                            .asString())
                    .isEqualTo(named.name());
        }
    }

    @Test
    @Tag("C2")
    void refusesEndlessNamesAtOnce() {
        for (String name : new String[] {"a" + "-".repeat(12_000), "a-".repeat(6_000), "a/".repeat(6_000) + "b"}) {
            RegistryClient client = owner();
            client.get("/v2/");
            long start = System.nanoTime();
            for (int i = 0; i < 10; i++) {
                assertRefused(client.get("/v2/" + name + "/manifests/v1"), 400, "NAME_INVALID");
            }
            assertThat(Duration.ofNanos((System.nanoTime() - start) / 10)).isLessThan(Duration.ofMillis(50));
        }
    }

    @Test
    void explainsHowToRenameWhatHasNoNamespace() {
        RegistryClient client = owner().asking("repository:static_web:pull,push");

        Reply reply = client.post("/v2/static_web/blobs/uploads/");

        assertRefused(reply, 403, "DENIED");
        assertThat(reply.errorMessage()).contains("<namespace>/static_web");
        assertStatus(anonymous().post("/v2/static_web/blobs/uploads/"), 401);
    }
}
