package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A thousand unfinished uploads of one account, and the next one.
@Tag("J2")
class UploadLimitHttpTest extends ProtocolHttpBase {

    private static final int LIMIT = 1_000;

    private String account;

    @BeforeEach
    void nameAccount() {
        account = freshName("collector").replace("/", "-");
        repository = RepositoryClient.of(person(account), account + "/app");
    }

    @Test
    void startsAThousandUploadsAndNoMore() {
        String first = repository.startUpload();
        insertUploads(LIMIT - 2, "now()");

        assertStatus(repository.client().post(repository.uploads()), 202);
        Reply refused = repository.client().post(repository.uploads());

        assertRefused(refused, 429, "TOOMANYREQUESTS");
        assertThat(refused.header("Retry-After")).isPresent();
        assertThat(refused.errorMessage()).contains("1000");
        assertRefused(pushAtOnce("refused"), 429, "TOOMANYREQUESTS");
        assertThat(another().startUpload()).isNotEmpty();

        assertStatus(repository.client().delete(first), 204);
        assertStatus(pushAtOnce("taken"), 201);
        assertStatus(repository.client().post(repository.uploads()), 202);
        assertRefused(repository.client().post(repository.uploads()), 429, "TOOMANYREQUESTS");
    }

    @Test
    void endsTheUploadThatIsIdleLongest() {
        repository.startUpload();
        insertUploads(LIMIT - 2, "now()");
        insertUploads(1, "now() - INTERVAL '61 min'");

        assertStatus(repository.client().post(repository.uploads()), 202);
        assertRefused(repository.client().post(repository.uploads()), 429, "TOOMANYREQUESTS");
    }

    private Reply pushAtOnce(String content) {
        byte[] bytes = content.getBytes();
        return repository.client().post(repository.uploads() + "?digest=" + ManifestBuilder.digest(bytes), bytes);
    }

    private void insertUploads(int count, String activeAt) {
        jdbc.sql("INSERT INTO content.upload (id, repository_id, owner_id, store, storage_key, active_at, expires_at)"
                        + " SELECT gen_random_uuid(), id, created_by, 1, 'ff/' || gen_random_uuid(), " + activeAt
                        + ", now() + INTERVAL '1 day' FROM content.repository, generate_series(1, ?) WHERE name = ?")
                .params(count, repository.name())
                .update();
    }
}
