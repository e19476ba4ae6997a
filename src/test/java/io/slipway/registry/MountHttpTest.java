package io.slipway.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.content.Blobs;
import io.slipway.content.Visibility;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class MountHttpTest extends ProtocolHttpBase {

    @Autowired
    Blobs blobs;

    private final byte[] content = ("mounted by " + System.nanoTime()).getBytes(UTF_8);

    @Test
    void mountsABlobOfAnotherRepositoryOfTheCaller() {
        RepositoryClient source = another();
        Digest digest = source.push(content);
        source.pushImage("v1", content);

        assertMounted(repository, repository.client().post(query(digest) + "&from=" + source.name()), digest);
    }

    @Test
    void mountsWithoutASource() {
        RepositoryClient source = another();
        Digest digest = source.push(content);
        source.pushImage("v1", content);

        assertMounted(repository, repository.client().post(query(digest)), digest);
    }

    @Test
    void mountsFromAPublicRepositoryOfSomebodyElse() {
        RepositoryClient source = strangers();
        Digest digest = source.push(content);
        source.pushImage("v1", content);
        setVisibility(source.name(), Visibility.PUBLIC);

        assertMounted(repository, repository.client().post(query(digest) + "&from=" + source.name()), digest);
    }

    @Test
    void startsAnUploadWhereTheSourceCannotBeRead() {
        RepositoryClient source = strangers();
        Digest digest = source.push(content);
        source.pushImage("v1", content);

        assertUploadStarted(repository.client().post(query(digest) + "&from=" + source.name()));
        assertUploadStarted(repository.client().post(query(digest)));

        assertThat(repository.client().head(repository.blob(digest)).status()).isEqualTo(404);
    }

    @Test
    void startsAnUploadWhereTheSourceOrTheBlobIsMissing() {
        Digest digest = ManifestBuilder.digest(content);
        RepositoryClient source = another();
        source.pushImage("v1");

        assertUploadStarted(repository.client().post(query(digest) + "&from=" + source.name()));
        assertUploadStarted(repository.client().post(query(digest) + "&from=proto/missing"));
        assertUploadStarted(repository.client().post(query(digest) + "&from=nobody/nothing"));
        assertUploadStarted(repository.client().post(query(digest) + "&from=../../etc"));
        assertUploadStarted(repository.client().post(query(digest) + "&from=static_web"));
        assertUploadStarted(repository.client().post(query(digest) + "&from="));
        assertUploadStarted(repository.client().post(query(digest)));
    }

    @Test
    void mountsNothingIntoARepositoryThatIsGoneMeanwhile() {
        RepositoryClient source = another();
        Digest digest = source.push(content);
        source.pushImage("v1", content);
        RepositoryClient target = another();
        target.pushImage("v1");
        var found = repositories.find(new RepositoryName(target.name())).orElseThrow();
        var from = repositories.find(new RepositoryName(source.name())).orElseThrow();
        jdbc.sql("UPDATE content.repository SET deleted_at = now() WHERE name = ?")
                .param(target.name())
                .update();

        assertThatThrownBy(() -> blobs.mount(found.forWriting(), from, digest))
                .isInstanceOfSatisfying(
                        OciException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NAME_UNKNOWN));
    }

    @Test
    void mountsNothingThatWasDeletedAtItsSource() {
        RepositoryClient source = another();
        Digest digest = source.push(content);
        source.pushImage("v1");
        source.client().delete(source.blob(digest));

        assertUploadStarted(repository.client().post(query(digest) + "&from=" + source.name()));
        assertUploadStarted(repository.client().post(query(digest)));
    }

    @Test
    void mountsWhatIsHereAlready() {
        Digest digest = repository.push(content);

        assertMounted(repository, repository.client().post(query(digest) + "&from=" + repository.name()), digest);
    }

    @Test
    void refusesToMountWhatIsNoDigest() {
        Reply reply = repository.client().post(repository.uploads() + "?mount=sha256:abc&from=" + repository.name());

        assertRefused(reply, 400, "DIGEST_INVALID");
    }

    private String query(Digest digest) {
        return repository.uploads() + "?mount=" + digest;
    }

    private RepositoryClient strangers() {
        return RepositoryClient.of(person("stranger"), freshName("stranger"));
    }

    private void assertMounted(RepositoryClient target, Reply reply, Digest digest) {
        assertStatus(reply, 201);
        assertThat(reply.header("Location")).contains(target.blob(digest));
        assertThat(reply.header("Docker-Content-Digest")).contains(digest.toString());
        assertThat(target.client().get(target.blob(digest)).body()).isEqualTo(content);
    }

    private static void assertUploadStarted(Reply reply) {
        assertStatus(reply, 202);
        assertThat(reply.header("WWW-Authenticate")).isEmpty();
        assertThat(reply.header("Location").orElseThrow()).contains("/blobs/uploads/");
        assertThat(reply.header("Range")).contains("0-0");
    }
}
