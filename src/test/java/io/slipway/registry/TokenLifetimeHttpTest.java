package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Visibility;
import io.slipway.registry.Images.Image;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A token is good for one repository of that name, as it was when the token was made.
class TokenLifetimeHttpTest extends RegistryHttpBase {

    private static final String OWNER = "lif-owner";

    @Test
    void pushesAndPullsANewRepositoryWithOneToken() {
        String name = freshName(OWNER);
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push,delete");
        assertThat(owner.get("/v2/" + name + "/tags/list").errorCode()).isEqualTo("NAME_UNKNOWN");
        assertThat(owner.delete("/v2/" + name + "/manifests/latest").errorCode())
                .isEqualTo("NAME_UNKNOWN");

        Image image = Images.push(owner, name, "first", "latest");

        assertThat(owner.get(image.manifestPath("latest")).body()).isEqualTo(image.manifest());
        assertThat(owner.get(image.blobPath()).body()).isEqualTo(image.layer());
        assertThat(owner.get("/v2/" + name + "/tags/list").text()).contains("\"latest\"");
        assertThat(owner.delete(image.manifestPath("latest")).status()).isEqualTo(202);
    }

    @Test
    void makesARepositoryPrivateAndHiddenUntilItsFirstManifest() {
        String name = freshName(OWNER);
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push", "registry:catalog:*");
        Images.startUpload(owner, name);
        assertThat(owner.get("/v2/_catalog").text()).doesNotContain(name + "\"");

        Image image = Images.push(owner, name, "first", "latest");

        assertThat(owner.get("/v2/_catalog").text()).contains(name + "\"");
        RegistryClient other = person("lif-other").asking("repository:" + name + ":pull");
        assertThat(other.get(image.manifestPath("latest")).errorCode()).isEqualTo("NAME_UNKNOWN");
    }

    @Test
    void honoursNoTokenForANameThatSomebodyElseMadeMeanwhile() {
        String name = freshName(OWNER);
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push,delete");
        Image image = Images.push(administrator("lif-root"), name, "of somebody else", "latest");

        assertInvalid(owner.get(image.manifestPath("latest")), name, "pull");
        assertInvalid(owner.head(image.blobPath()), name, "pull");
        assertInvalid(owner.post("/v2/" + name + "/blobs/uploads/"), name, "pull,push");
        assertInvalid(owner.delete(image.manifestPath("latest")), name, "delete");

        assertThat(person(OWNER)
                        .asking("repository:" + name + ":pull")
                        .get(image.manifestPath("latest"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void honoursNoTokenForANameWhoseRepositoryIsOlderThanTheToken() {
        String name = freshName(OWNER);
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push");
        Image image = Images.push(owner, name, "mine", "latest");
        jdbc.sql("UPDATE content.repository SET created_at = now() - INTERVAL '5 min' WHERE name = ?")
                .param(name)
                .update();

        assertInvalid(owner.get(image.manifestPath("latest")), name, "pull");
        assertInvalid(owner.post("/v2/" + name + "/blobs/uploads/"), name, "pull,push");
    }

    @ParameterizedTest
    @CsvSource({OWNER, "lif-root"})
    void diesWithTheRepository(String successor) {
        String name = freshName(OWNER);
        Image image = Images.push(person(OWNER), name, "old", "latest");
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push,delete");
        assertThat(owner.get(image.manifestPath("latest")).status()).isEqualTo(200);
        jdbc.sql("UPDATE content.repository SET deleted_at = now() WHERE name = ?")
                .param(name)
                .update();
        administrator("lif-root");
        Image fresh = Images.push(anonymous().basic(successor, PASSWORD), name, "new", "latest");

        for (Reply reply : new Reply[] {
            owner.get(image.manifestPath("latest")),
            owner.get(fresh.manifestPath(fresh.digest())),
            owner.get(fresh.blobPath()),
            owner.get("/v2/" + name + "/tags/list"),
            owner.post("/v2/" + name + "/blobs/uploads/"),
            owner.delete(fresh.manifestPath("latest"))
        }) {
            assertThat(reply.status()).as("%s", reply).isIn(401, 404);
            assertThat(reply.text()).contains("errors");
        }
        assertThat(owner.get("/v2/" + name + "/referrers/" + image.digest()).text())
                .doesNotContain("digest");
    }

    @ParameterizedTest
    @Tag("B10")
    @EnumSource(Visibility.class)
    void endsRunningTokensWhenTheVisibilityChanges(Visibility now) {
        Visibility before = now == Visibility.PUBLIC ? Visibility.PRIVATE : Visibility.PUBLIC;
        String name = freshName(OWNER);
        Image image = Images.push(person(OWNER), name, "flips", "latest");
        setVisibility(name, before);
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push,delete");
        RegistryClient nobody = anonymous().asking("repository:" + name + ":pull");
        assertThat(owner.get(image.manifestPath("latest")).status()).isEqualTo(200);
        assertThat(nobody.get(image.manifestPath("latest")).status())
                .isEqualTo(before == Visibility.PUBLIC ? 200 : 404);
        String upload = Images.startUpload(owner, name);

        setVisibility(name, now);

        assertReadsAreInvalid(owner, image);
        assertInvalid(owner.post("/v2/" + name + "/blobs/uploads/"), name, "pull,push");
        assertInvalid(owner.get(upload), name, "pull,push");
        assertInvalid(owner.patch(upload, new byte[] {1}), name, "pull,push");
        assertInvalid(owner.put(upload + "?digest=" + image.layerDigest(), new byte[0]), name, "pull,push");
        assertInvalid(owner.delete(upload), name, "pull,push");
        assertInvalid(owner.delete(image.manifestPath("latest")), name, "delete");
        assertInvalid(owner.delete(image.manifestPath(image.digest())), name, "delete");
        assertInvalid(owner.delete(image.blobPath()), name, "delete");
        if (before == Visibility.PUBLIC) {
            assertReadsAreInvalid(nobody, image);
        }
        Reply renewed = anonymous().asking("repository:" + name + ":pull").get(image.manifestPath("latest"));
        assertThat(renewed.status()).isEqualTo(now == Visibility.PUBLIC ? 200 : 404);
    }

    private static void assertReadsAreInvalid(RegistryClient caller, Image image) {
        String name = image.repository();
        assertInvalid(caller.get(image.manifestPath("latest")), name, "pull");
        assertInvalid(caller.head(image.manifestPath("latest")), name, "pull");
        assertInvalid(caller.get(image.manifestPath(image.digest())), name, "pull");
        assertInvalid(caller.get(image.blobPath()), name, "pull");
        assertInvalid(caller.head(image.blobPath()), name, "pull");
        assertInvalid(caller.with("Range", "bytes=0-0").get(image.blobPath()), name, "pull");
        assertInvalid(caller.get("/v2/" + name + "/tags/list"), name, "pull");
        assertInvalid(caller.get("/v2/" + name + "/referrers/" + image.digest()), name, "pull");
    }

    private static void assertInvalid(Reply reply, String name, String actions) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(401);
        ChallengeHeader challenge = ChallengeHeader.of(reply);
        assertThat(challenge.error()).contains("invalid_token");
        assertThat(challenge.scope()).contains("repository:" + name + ":" + actions);
    }
}
