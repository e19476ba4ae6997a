package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static io.slipway.registry.ManifestBuilder.anIndex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReferrersHttpTest extends ProtocolHttpBase {

    private byte[] subject;

    @BeforeEach
    void pushSubject() {
        subject = repository.pushImage("v1", "layer".getBytes(UTF_8)).bytes();
    }

    @Test
    void listsWhatRefersToAManifest() {
        ManifestBuilder signature = aManifest()
                .withSubject(subject)
                .withArtifactType("application/x.signature")
                .withAnnotation("by", "<b>ada</b>\r\n");
        ManifestBuilder plain = aManifest().withSubject(subject);
        ManifestBuilder index = anIndex().withSubject(subject);
        push(signature);
        push(plain);
        push(index);

        Reply reply = repository.client().get(referrers(""));

        assertStatus(reply, 200);
        assertThat(reply.header("Content-Type")).contains(ManifestBuilder.INDEX);
        assertThat(reply.header("OCI-Filters-Applied")).isEmpty();
        assertThat(reply.json().path("schemaVersion").asInt()).isEqualTo(2);
        assertThat(reply.json().path("mediaType").asString()).isEqualTo(ManifestBuilder.INDEX);
        List<JsonNode> found = descriptors(reply);
        assertThat(found).hasSize(3);
        assertThat(found.get(0).path("digest").asString()).isEqualTo(digest(signature));
        assertThat(found.get(0).path("size").asInt()).isEqualTo(signature.bytes().length);
        assertThat(found.get(0).path("artifactType").asString()).isEqualTo("application/x.signature");
        assertThat(found.get(0).path("annotations").path("by").asString()).isEqualTo("<b>ada</b>\r\n");
        assertThat(found.get(1).path("artifactType").asString()).isEqualTo("application/vnd.oci.image.config.v1+json");
        assertThat(found.get(2).path("mediaType").asString()).isEqualTo(ManifestBuilder.INDEX);
        assertThat(found.get(2).has("artifactType")).isFalse();
    }

    @Test
    void filtersByArtifactType() {
        push(aManifest().withSubject(subject).withArtifactType("application/x.signature"));
        push(aManifest().withSubject(subject).withArtifactType("application/x+y"));

        Reply reply = repository.client().get(referrers("?artifactType=application%2Fx%2By"));

        assertThat(reply.header("OCI-Filters-Applied")).contains("artifactType");
        assertThat(descriptors(reply)).hasSize(1);
        assertThat(descriptors(reply).getFirst().path("artifactType").asString())
                .isEqualTo("application/x+y");
        assertThat(descriptors(repository.client().get(referrers("?artifactType=none"))))
                .isEmpty();
        assertThat(descriptors(repository.client().get(referrers("?artifactType="))))
                .hasSize(2);
    }

    @Test
    void givesAnEmptyIndexWhereNothingRefers() {
        String absent = repository.path("/referrers/" + ManifestBuilder.digest("absent".getBytes(UTF_8)));
        RepositoryClient missing = another();
        String nowhere = missing.path("/referrers/" + ManifestBuilder.digest(subject));

        for (Reply reply : List.of(
                repository.client().get(referrers("")),
                repository.client().get(absent),
                missing.client().get(nowhere))) {
            assertStatus(reply, 200);
            assertThat(reply.json().path("manifests").isArray()).isTrue();
            assertThat(descriptors(reply)).isEmpty();
        }
    }

    @Test
    @Tag("C1")
    void refusesASubjectThatIsNoDigest() {
        for (String reference : List.of("v1", "sha256:abc", "md5:d41d8cd98f00b204e9800998ecf8427e")) {
            assertRefused(repository.client().get(repository.path("/referrers/" + reference)), 400, "DIGEST_INVALID");
        }
    }

    @Test
    void forgetsWhatWasDeleted() {
        ManifestBuilder signature = aManifest().withSubject(subject);
        push(signature);

        assertStatus(repository.client().delete(repository.manifest(digest(signature))), 202);
        assertThat(descriptors(repository.client().get(referrers("")))).isEmpty();

        push(signature);
        assertThat(descriptors(repository.client().get(referrers("")))).hasSize(1);
    }

    @Test
    void keepsTheReferrersOfADeletedSubject() {
        push(aManifest().withSubject(subject));

        assertStatus(repository.client().delete(repository.manifest(ManifestBuilder.digest(subject))), 202);

        assertThat(descriptors(repository.client().get(referrers("")))).hasSize(1);
    }

    @Test
    void givesAThousandAtATime() {
        insertReferrers(2_001, "application/x", "{}");

        List<String> digests = new ArrayList<>();
        Reply page = repository.client().get(referrers(""));
        assertThat(descriptors(page)).hasSize(1_000);
        while (page.header("Link").isPresent()) {
            descriptors(page).forEach(found -> digests.add(found.path("digest").asString()));
            page = repository.client().get(next(page));
        }
        assertThat(descriptors(page)).hasSize(1);
        digests.add(descriptors(page).getFirst().path("digest").asString());
        assertThat(digests).hasSize(2_001);
        assertThat(new HashSet<>(digests)).hasSize(2_001);
    }

    @Test
    void staysBelowFourMebibytes() {
        insertReferrers(60, "application/x", "{\"a\":\"" + "b".repeat(100_000) + "\"}");

        Reply first = repository.client().get(referrers(""));
        Reply second = repository.client().get(next(first));

        assertThat(first.body().length).isLessThan(4 * 1024 * 1024);
        assertThat(descriptors(first).size() + descriptors(second).size()).isEqualTo(60);
        assertThat(second.header("Link")).isEmpty();
    }

    @Test
    @Tag("C14")
    void keepsTheFilterOnTheNextPageAndOutOfHeaders() {
        String type = "application/x\r\nX-Evil: 1";
        insertReferrers(1_001, type, "{}");
        push(aManifest().withSubject(subject).withArtifactType("application/y"));

        Reply page = repository.client().get(referrers("?artifactType=" + RegistryClient.encode(type)));

        assertThat(page.header("X-Evil")).isEmpty();
        Reply rest = repository.client().get(next(page));
        assertThat(descriptors(rest)).hasSize(1);
        assertThat(rest.header("OCI-Filters-Applied")).contains("artifactType");
    }

    private void insertReferrers(int count, String artifactType, String annotations) {
        jdbc.sql("INSERT INTO content.manifest (repository_id, digest, media_type, artifact_type, subject, annotations,"
                        + " payload, size, pushed_by, lease_until)"
                        + " SELECT repository_id, decode('01' || lpad(to_hex(i), 64, '0'), 'hex'), media_type, ?, digest,"
                        + " CAST(? AS jsonb), '{}', 2, pushed_by, now() FROM content.manifest, generate_series(1, ?) i"
                        + " WHERE repository_id = ?")
                .params(artifactType, annotations, count, repositoryId(repository))
                .update();
    }

    private void push(ManifestBuilder manifest) {
        Reply reply = repository.put(digest(manifest), manifest);
        assertStatus(reply, 201);
        assertThat(reply.header("OCI-Subject"))
                .contains(ManifestBuilder.digest(subject).toString());
    }

    private String referrers(String query) {
        return repository.path("/referrers/" + ManifestBuilder.digest(subject) + query);
    }

    private static String digest(ManifestBuilder manifest) {
        Digest digest = ManifestBuilder.digest(manifest.bytes());
        return digest.toString();
    }

    private static List<JsonNode> descriptors(Reply reply) {
        assertStatus(reply, 200);
        return StreamSupport.stream(reply.json().path("manifests").spliterator(), false)
                .toList();
    }
}
