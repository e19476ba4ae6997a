package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import io.slipway.registry.Images.Image;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Content is reached through a repository that holds it and that the caller may read, and no other way.
class HiddenContentHttpTest extends RegistryHttpBase {

    private static final String OWNER = "hid-owner";
    private static final String OTHER = "hid-other";

    @Test
    @Tag("A1")
    void givesNoByteOfAPrivateRepositoryToNobody() {
        Image image = Images.push(person(OWNER), freshName(OWNER), "top secret layer", "latest");
        RegistryClient nobody = anonymous().with("Range", "bytes=0-5").with("Accept", "*/*");

        for (String path : List.of(
                image.manifestPath("latest"), image.manifestPath(image.digest()), image.blobPath(), "/v2/_catalog")) {
            Reply reply = nobody.get(path);
            assertThat(reply.status()).as("%s", reply).isEqualTo(401);
            assertThat(reply.text()).doesNotContain("top secret", "schemaVersion", image.repository());
            Reply head = nobody.head(path);
            assertThat(head.header("Docker-Content-Digest")).isEmpty();
            assertThat(head.header("ETag")).isEmpty();
        }
    }

    @Test
    @Tag("A2")
    void listsNoReferrersOfAHiddenOrMissingRepository() {
        Image subject = Images.push(person(OWNER), freshName(OWNER), "subject", "latest");
        RegistryClient owner = person(OWNER).asking("repository:" + subject.repository() + ":pull,push");
        Images.pushManifest(
                owner,
                subject.repository(),
                "referrer",
                aManifest()
                        .withConfig(subject.config())
                        .withSubject(subject.manifest())
                        .withArtifactType("a/b"));
        String missing = freshName(OWNER);
        String path = "/referrers/" + subject.digest();
        assertThat(owner.get("/v2/" + subject.repository() + path).json().path("manifests"))
                .hasSize(1);

        for (RegistryClient caller : List.of(anonymous(), person(OTHER))) {
            RegistryClient asking =
                    caller.asking("repository:" + subject.repository() + ":pull", "repository:" + missing + ":pull");
            Reply hidden = asking.get("/v2/" + subject.repository() + path);
            Reply absent = asking.get("/v2/" + missing + path);

            assertThat(hidden.status()).as("%s", hidden).isEqualTo(200);
            assertThat(hidden.json().path("manifests")).isEmpty();
            assertThat(absent.text()).isEqualTo(hidden.text());
            assertThat(absent.lastingHeaders()).isEqualTo(hidden.lastingHeaders());
        }
    }

    @Test
    @Tag("A3")
    void findsContentOnlyInTheRepositoryThatHoldsIt() {
        Image image = Images.push(person(OWNER), freshName(OWNER), "only here " + freshName(OWNER), "latest");
        Image theirs = Images.push(person(OTHER), freshName(OTHER), "something else", "latest");
        String own = freshName(OWNER);
        Images.push(person(OWNER), own, "of the same owner", "latest");

        assertAbsent(person(OTHER), theirs.repository(), image);
        assertAbsent(person(OWNER), own, image);
    }

    private static void assertAbsent(RegistryClient person, String repository, Image image) {
        RegistryClient caller = person.asking("repository:" + repository + ":*");
        for (String path : List.of("/blobs/" + image.layerDigest(), "/manifests/" + image.digest())) {
            String whole = "/v2/" + repository + path;
            assertThat(caller.get(whole).status()).isEqualTo(404);
            assertThat(caller.head(whole).status()).isEqualTo(404);
            assertThat(caller.with("Range", "bytes=0-1").get(whole).status()).isEqualTo(404);
            assertThat(caller.delete(whole).status()).isEqualTo(404);
        }
    }

    @Test
    @Tag("A4")
    void mountsWithoutASourceOnlyWhatTheCallerCanRead() {
        Image image = Images.push(person(OWNER), freshName(OWNER), "mount me " + freshName(OWNER), "latest");
        String target = freshName(OTHER);
        RegistryClient other = person(OTHER).asking("repository:" + target + ":pull,push");
        String path = "/v2/" + target + "/blobs/uploads/?mount=" + image.layerDigest();
        assertThat(other.post(path).status()).isEqualTo(202);

        setVisibility(image.repository(), Visibility.PUBLIC);

        assertThat(other.post(path).status()).isEqualTo(201);
        assertThat(other.get("/v2/" + target + "/blobs/" + image.layerDigest()).body())
                .isEqualTo(image.layer());
    }

    @Test
    @Tag("A4")
    void mountsFromASourceThatBecamePrivateNoMore() {
        Image image = Images.push(person(OWNER), freshName(OWNER), "was public " + freshName(OWNER), "latest");
        setVisibility(image.repository(), Visibility.PUBLIC);
        String target = freshName(OTHER);
        RegistryClient other = person(OTHER)
                .asking("repository:" + target + ":pull,push", "repository:" + image.repository() + ":pull");
        assertThat(other.get(image.blobPath()).status()).isEqualTo(200);

        setVisibility(image.repository(), Visibility.PRIVATE);

        Reply reply = other.post(
                "/v2/" + target + "/blobs/uploads/?mount=" + image.layerDigest() + "&from=" + image.repository());
        assertThat(reply.status()).as("%s", reply).isEqualTo(202);
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
    }

    @Test
    @Tag("A5")
    void keepsUploadsToTheirRepositoryAndTheirOwner() {
        byte[] content = freshName("bytes").getBytes(StandardCharsets.UTF_8);
        Digest digest = ManifestBuilder.digest(content);
        String name = freshName(OWNER);
        String sibling = freshName(OWNER);
        RegistryClient owner =
                person(OWNER).asking("repository:" + name + ":pull,push", "repository:" + sibling + ":pull,push");
        String upload = Images.startUpload(owner, name);
        assertThat(owner.patch(upload, content).status()).isEqualTo(202);
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        String theirs = freshName(OTHER);
        RegistryClient other = person(OTHER).asking("repository:" + theirs + ":pull,push");
        RegistryClient root = administrator("hid-root").asking("repository:" + name + ":pull,push");

        assertUnknownUpload(owner, "/v2/" + sibling + "/blobs/uploads/" + id, digest);
        assertUnknownUpload(other, "/v2/" + theirs + "/blobs/uploads/" + id, digest);
        assertUnknownUpload(root, upload, digest);

        Reply finished = owner.put(upload + "?digest=" + digest, new byte[0]);
        assertThat(finished.status()).as("%s", finished).isEqualTo(201);
        assertThat(owner.get("/v2/" + name + "/blobs/" + digest).body()).isEqualTo(content);
    }

    @Test
    @Tag("A6")
    void knowsNoUploadByAChangedOrFinishedId() {
        byte[] content = freshName("bytes").getBytes(StandardCharsets.UTF_8);
        String name = freshName(OWNER);
        RegistryClient owner = person(OWNER).asking("repository:" + name + ":pull,push");
        String upload = Images.startUpload(owner, name);
        char last = upload.charAt(upload.length() - 1);
        String start = upload.substring(0, upload.length() - 1);
        Digest digest = ManifestBuilder.digest(content);

        assertUnknownUpload(owner, start + (last == '0' ? '1' : '0'), digest);
        assertUnknownUpload(owner, start, digest);
        assertUnknownUpload(owner, upload + "0", digest);
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        assertUnknownUpload(owner, upload.replace(id, id.replace("-", "")), digest);
        assertUnknownUpload(owner, upload.replace(id, "1-1-1-1-1"), digest);

        assertThat(owner.put(upload + "?digest=" + digest, content).status()).isEqualTo(201);
        assertThat(owner.get(upload).status()).isEqualTo(404);
        assertThat(owner.patch(upload, content).status()).isEqualTo(404);
        assertThat(owner.delete(upload).status()).isEqualTo(404);
        Digest another = ManifestBuilder.digest(new byte[] {1});
        assertThat(owner.put(upload + "?digest=" + another, new byte[] {1}).status())
                .isEqualTo(404);
    }

    @Test
    @Tag("A18")
    void forgetsADeletedBlobWhereverElseItIsUsed() {
        byte[] content = ("shared " + freshName("x")).getBytes(StandardCharsets.UTF_8);
        String first = freshName(OWNER);
        String second = freshName(OWNER);
        RegistryClient owner = person(OWNER).asking("repository:" + first + ":*", "repository:" + second + ":*");
        Digest digest = Images.pushBlob(owner, first, content);
        Images.pushBlob(owner, second, content);
        assertThat(owner.get("/v2/" + first + "/blobs/" + digest).status()).isEqualTo(200);

        assertThat(owner.delete("/v2/" + first + "/blobs/" + digest).status()).isEqualTo(202);
        assertThat(owner.get("/v2/" + second + "/blobs/" + digest).body()).isEqualTo(content);

        assertThat(owner.get("/v2/" + first + "/blobs/" + digest).errorCode()).isEqualTo("BLOB_UNKNOWN");
        assertThat(owner.head("/v2/" + first + "/blobs/" + digest).status()).isEqualTo(404);
        assertThat(owner.delete("/v2/" + first + "/blobs/" + digest).status()).isEqualTo(404);
    }

    @Test
    @Tag("A9")
    void keepsTheOtherTagsOfADigestWhenOneIsDeleted() {
        Image image = Images.push(person(OWNER), freshName(OWNER), "three tags", "one", "two", "three");
        RegistryClient owner = person(OWNER).asking("repository:" + image.repository() + ":*");

        assertThat(owner.delete(image.manifestPath("two")).status()).isEqualTo(202);

        assertThat(owner.get(image.manifestPath("two")).errorCode()).isEqualTo("MANIFEST_UNKNOWN");
        for (Object reference : List.of("one", "three", image.digest())) {
            assertThat(owner.get(image.manifestPath(reference)).body()).isEqualTo(image.manifest());
        }
        assertThat(owner.get("/v2/" + image.repository() + "/tags/list").text()).contains("[\"one\",\"three\"]");
    }

    @Test
    @Tag("A19")
    void makesNothingAndGrantsNothingForAPull() {
        String missing = freshName(OWNER);
        RegistryClient owner = person(OWNER);
        for (RegistryClient client : List.of(owner, owner.asking("repository:" + missing + ":pull,push"))) {
            assertThat(client.get("/v2/" + missing + "/manifests/latest").status())
                    .isEqualTo(404);
            assertThat(client.get("/v2/" + missing + "/tags/list").status()).isEqualTo(404);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM content.repository WHERE name = ?")
                        .param(missing)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @Tag("A8")
    @ValueSource(strings = {"DELETE tag", "DELETE digest", "PUT tag", "PUT digest?tag="})
    void refusesToChangeALockedTag(String change) {
        Image image = Images.push(person(OWNER), freshName(OWNER), "locked", "v1", "latest");
        RegistryClient owner = person(OWNER).asking("repository:" + image.repository() + ":*");
        jdbc.sql("UPDATE content.tag SET locked = true WHERE name = 'v1' AND repository_id ="
                        + " (SELECT id FROM content.repository WHERE name = ?)")
                .param(image.repository())
                .update();
        ManifestBuilder other = aManifest().withConfig(image.config()).withAnnotation("another", "one");
        Digest digest = ManifestBuilder.digest(other.bytes());

        Reply reply = switch (change) {
            case "DELETE tag" -> owner.delete(image.manifestPath("v1"));
            case "DELETE digest" -> owner.delete(image.manifestPath(image.digest()));
            case "PUT tag" -> Images.putManifest(owner, image.repository(), "v1", other);
            default -> Images.putManifest(owner, image.repository(), digest + "?tag=fresh&tag=v1", other);
        };

        assertThat(reply.status()).as("%s", reply).isEqualTo(403);
        assertThat(reply.errorCode()).isEqualTo("DENIED");
        assertThat(reply.errorMessage()).contains("locked");
        for (Object reference : List.of("v1", "latest", image.digest())) {
            assertThat(owner.get(image.manifestPath(reference)).body()).isEqualTo(image.manifest());
        }
        assertThat(owner.get(image.manifestPath("fresh")).status()).isEqualTo(404);
        assertThat(owner.get(image.manifestPath(digest)).status()).isEqualTo(404);
    }

    private static void assertUnknownUpload(RegistryClient caller, String path, Digest digest) {
        Stream.of(
                        caller.get(path),
                        caller.patch(path, new byte[] {1}),
                        caller.put(path + "?digest=" + digest, new byte[0]),
                        caller.delete(path))
                .forEach(reply -> {
                    assertThat(reply.status()).as("%s", reply).isEqualTo(404);
                    assertThat(reply.errorCode()).isEqualTo("BLOB_UPLOAD_UNKNOWN");
                });
    }
}
