package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeleteHttpTest extends ProtocolHttpBase {

    private static final byte[] LAYER = "layer".getBytes(UTF_8);
    private static final Digest LAYER_DIGEST = ManifestBuilder.digest(LAYER);

    @Test
    void deletesATagAndKeepsItsManifest() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        repository.put("v2", image);

        Reply deleted = delete(repository.manifest("v1"));

        assertStatus(deleted, 202);
        assertRefused(get(repository.manifest("v1")), 404, "MANIFEST_UNKNOWN");
        assertThat(get(repository.manifest("v2")).body()).isEqualTo(image.bytes());
        assertThat(get(repository.manifest(digest(image))).body()).isEqualTo(image.bytes());
        assertRefused(delete(repository.manifest("v1")), 404, "MANIFEST_UNKNOWN");
    }

    @Test
    void keepsAnUntaggedManifest() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);

        delete(repository.manifest("v1"));

        assertThat(get(repository.manifest(digest(image))).body()).isEqualTo(image.bytes());
        assertThat(get(repository.blob(LAYER_DIGEST)).body()).isEqualTo(LAYER);
    }

    @Test
    void deletesAManifestWithItsTags() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        repository.put("v2", image);

        assertStatus(delete(repository.manifest(digest(image))), 202);

        assertRefused(get(repository.manifest("v1")), 404, "MANIFEST_UNKNOWN");
        assertRefused(get(repository.manifest("v2")), 404, "MANIFEST_UNKNOWN");
        assertRefused(get(repository.manifest(digest(image))), 404, "MANIFEST_UNKNOWN");
        assertThat(get(repository.path("/tags/list")).json().path("tags").size())
                .isZero();
        assertRefused(delete(repository.manifest(digest(image))), 404, "MANIFEST_UNKNOWN");
    }

    @Test
    @Tag("L3")
    void bringsADeletedManifestBackWhenItIsPushedAgain() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        delete(repository.manifest(digest(image)));

        assertStatus(repository.put("v1", image), 201);

        assertThat(get(repository.manifest("v1")).body()).isEqualTo(image.bytes());
        assertThat(get(repository.blob(LAYER_DIGEST)).body()).isEqualTo(LAYER);
    }

    @Test
    void deletesABlobThatNothingNeeds() {
        Digest digest = repository.push(LAYER);

        assertStatus(delete(repository.blob(digest)), 202);

        assertRefused(get(repository.blob(digest)), 404, "BLOB_UNKNOWN");
        assertStatus(repository.client().head(repository.blob(digest)), 404);
        assertRefused(delete(repository.blob(digest)), 404, "BLOB_UNKNOWN");
    }

    @Test
    void keepsABlobThatAManifestNeeds() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        Digest config = ManifestBuilder.digest("{}".getBytes(UTF_8));

        assertRefused(delete(repository.blob(LAYER_DIGEST)), 403, "DENIED");
        assertRefused(delete(repository.blob(config)), 403, "DENIED");
        assertThat(get(repository.blob(LAYER_DIGEST)).body()).isEqualTo(LAYER);

        delete(repository.manifest(digest(image)));
        assertStatus(delete(repository.blob(LAYER_DIGEST)), 202);
        assertRefused(get(repository.blob(LAYER_DIGEST)), 404, "BLOB_UNKNOWN");
    }

    @Test
    void deletesABlobHereOnly() {
        RepositoryClient other = another();
        other.pushImage("v1", LAYER);
        repository.push(LAYER);

        assertStatus(delete(repository.blob(LAYER_DIGEST)), 202);

        assertThat(other.client().get(other.blob(LAYER_DIGEST)).body()).isEqualTo(LAYER);
        assertRefused(get(repository.blob(LAYER_DIGEST)), 404, "BLOB_UNKNOWN");
    }

    @Test
    void refusesAManifestWhoseBlobWasDeleted() {
        repository.push("{}".getBytes(UTF_8));
        repository.push(LAYER);
        delete(repository.blob(LAYER_DIGEST));
        ManifestBuilder image = ManifestBuilder.aManifest().withLayer(LAYER);

        assertRefused(repository.put("v1", image), 400, "MANIFEST_BLOB_UNKNOWN");

        repository.push(LAYER);
        assertStatus(repository.put("v1", image), 201);
        assertThat(get(repository.blob(LAYER_DIGEST)).body()).isEqualTo(LAYER);
    }

    @Test
    void keepsWhatALockedTagNames() {
        ManifestBuilder image = repository.pushImage("v1", LAYER);
        jdbc.sql("UPDATE content.tag SET locked = true WHERE repository_id = ?")
                .param(repositoryId(repository))
                .update();

        assertRefused(delete(repository.manifest("v1")), 403, "DENIED");
        assertRefused(delete(repository.manifest(digest(image))), 403, "DENIED");

        assertThat(get(repository.manifest("v1")).body()).isEqualTo(image.bytes());
    }

    @Test
    void deletesNothingInAMissingRepository() {
        assertRefused(delete(repository.manifest("v1")), 404, "NAME_UNKNOWN");
        assertRefused(delete(repository.manifest(LAYER_DIGEST)), 404, "NAME_UNKNOWN");
        assertRefused(delete(repository.blob(LAYER_DIGEST)), 404, "NAME_UNKNOWN");
    }

    private Reply get(String path) {
        return repository.client().get(path);
    }

    private Reply delete(String path) {
        return repository.client().delete(path);
    }

    private static Digest digest(ManifestBuilder manifest) {
        return ManifestBuilder.digest(manifest.bytes());
    }
}
