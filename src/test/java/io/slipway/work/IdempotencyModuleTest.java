package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.OwnDatabase;
import io.slipway.work.Idempotency.Claim;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;

@ApplicationModuleTest
@OwnDatabase
class IdempotencyModuleTest {

    private static final IdempotencyKey KEY = new IdempotencyKey("user 1", "POST /things", "k");
    private static final byte[] REQUEST = "a request".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Idempotency idempotency;

    @Autowired
    IdempotencySql sql;

    @Autowired
    MasterKey masterKey;

    @Autowired
    JdbcClient jdbc;

    private Idempotency replica;

    @BeforeEach
    void begin() {
        jdbc.sql("DELETE FROM work.idempotency").update();
        replica = new Idempotency(sql, masterKey);
    }

    @Test
    void givesARequestToOneReplicaAndItsAnswerToAll() {
        Claim.Mine mine = (Claim.Mine) idempotency.claim(KEY, REQUEST);
        assertThat(replica.claim(KEY, REQUEST)).isInstanceOf(Claim.Running.class);

        idempotency.keep(mine, answer("done"));

        Claim.Done done = (Claim.Done) replica.claim(KEY, REQUEST);
        assertThat(done.answer().status()).isEqualTo(201);
        assertThat(done.answer().headers()).containsEntry("Location", "/things/1");
        assertThat(done.answer().body()).asString().isEqualTo("done");
    }

    @Test
    void tellsOtherRequestsHoldersAndRoutesApart() {
        idempotency.keep((Claim.Mine) idempotency.claim(KEY, REQUEST), answer("done"));

        assertThat(idempotency.claim(KEY, new byte[0])).isInstanceOf(Claim.Reused.class);
        assertThat(idempotency.claim(new IdempotencyKey("user 2", KEY.route(), KEY.text()), REQUEST))
                .isInstanceOf(Claim.Mine.class);
        assertThat(idempotency.claim(new IdempotencyKey(KEY.holder(), "POST /others", KEY.text()), REQUEST))
                .isInstanceOf(Claim.Mine.class);
    }

    @Test
    void givesAReleasedKeyAgain() {
        idempotency.release((Claim.Mine) idempotency.claim(KEY, REQUEST));

        assertThat(replica.claim(KEY, new byte[0])).isInstanceOf(Claim.Mine.class);
    }

    @Test
    void takesTheKeyOfAProcessThatDiedAndLetsItKeepNothing() {
        Claim.Mine dead = (Claim.Mine) idempotency.claim(KEY, REQUEST);
        jdbc.sql("UPDATE work.idempotency SET held_until = now() - INTERVAL '1 second'")
                .update();

        Claim.Mine mine = (Claim.Mine) replica.claim(KEY, REQUEST);
        idempotency.keep(dead, answer("late"));
        idempotency.release(dead);
        assertThat(replica.claim(KEY, REQUEST)).isInstanceOf(Claim.Running.class);
        replica.keep(mine, answer("done"));

        assertThat(((Claim.Done) replica.claim(KEY, REQUEST)).answer().body())
                .asString()
                .isEqualTo("done");
    }

    @Test
    void forgetsAnswersAfterADay() {
        idempotency.keep((Claim.Mine) idempotency.claim(KEY, REQUEST), answer("done"));
        age("23 hours");
        idempotency.forget();
        assertThat(idempotency.claim(KEY, REQUEST)).isInstanceOf(Claim.Done.class);

        age("25 hours");

        idempotency.release((Claim.Mine) idempotency.claim(KEY, new byte[0]));
        idempotency.keep((Claim.Mine) idempotency.claim(KEY, REQUEST), answer("done"));
        age("25 hours");
        idempotency.forget();
        assertThat(jdbc.sql("SELECT count(*) FROM work.idempotency")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void writesNeitherRequestNorAnswerInClear() {
        idempotency.keep((Claim.Mine) idempotency.claim(KEY, REQUEST), answer("a plain answer"));

        String row = jdbc.sql("SELECT encode(request, 'escape') || encode(answer, 'escape') FROM work.idempotency")
                .query(String.class)
                .single();
        assertThat(row).doesNotContain("a request", "plain", "things");
    }

    private void age(String interval) {
        jdbc.sql("UPDATE work.idempotency SET created_at = now() - CAST(? AS interval)")
                .param(interval)
                .update();
    }

    private static KeptAnswer answer(String body) {
        return new KeptAnswer(201, Map.of("Location", "/things/1"), body.getBytes(StandardCharsets.UTF_8));
    }
}
