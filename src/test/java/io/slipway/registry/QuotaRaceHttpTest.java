package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.content.Quota;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many at once: the limit holds, and no byte is lost.
class QuotaRaceHttpTest extends QuotaHttpBase {

    @Test
    @Tag("L5")
    void keepsManyPushesAtOnceBelowTheLimit() throws Exception {
        quotas.set(namespace, 7 * SIZE + SIZE / 2);
        List<RepositoryClient> targets = List.of(repository, another(), another());

        List<Integer> answers = atOnce(30, i -> {
            RepositoryClient target = targets.get(i % targets.size());
            return switch (i % 3) {
                case 0 -> chunked(target, bytes(i));
                case 1 -> inSteps(target, bytes(i));
                default -> target.client().post(monolithic(target, bytes(i)), bytes(i));
            };
        });

        long accepted = answers.stream().filter(status -> status == 201).count();
        assertThat(answers).containsOnly(201, 403);
        assertThat(accepted).isBetween(1L, 7L);
        assertThat(now().used()).isEqualTo(accepted * SIZE);
        assertThat(now().reserved()).isZero();
        assertThat(count("content.upload WHERE quotas <> '{}'")).isZero();
        // what was refused while others held their reservations fits now
        for (int i = 100; now().used() + SIZE <= now().limit(); i++) {
            assertThat(chunked(repository, bytes(i)).status()).isEqualTo(201);
        }
        assertThat(now().used()).isEqualTo(7 * SIZE);
        assertSound();
    }

    @Test
    @Tag("L5")
    void countsABlobOnceThatManyPushAtOnce() throws Exception {
        quotas.set(namespace, 40 * SIZE);
        List<RepositoryClient> targets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            targets.add(another());
        }

        List<Integer> answers = atOnce(20, i -> chunked(targets.get(i % 10), bytes(0)));

        assertThat(answers).containsOnly(201);
        assertThat(now().used()).isEqualTo(SIZE);
        assertSound();
    }

    @Test
    void mendsWhatIsBrokenWhilePushesRun() throws Exception {
        quotas.set(namespace, 1_000 * SIZE);
        for (int i = 0; i < 20; i++) {
            repository.push(bytes(i));
        }
        long id = now().id();
        jdbc.sql("DELETE FROM content.quota_charge WHERE quota_id = ? AND item_id % 2 = 0")
                .param(id)
                .update();
        jdbc.sql("UPDATE content.quota_charge SET bytes = bytes + 77 WHERE quota_id = ?")
                .param(id)
                .update();
        jdbc.sql(
                        "INSERT INTO content.quota_charge (quota_id, kind, item_id, bytes) VALUES (?, 1, 1000000000000, 99), (?, 2, 1000000000000, 9)")
                .params(id, id)
                .update();
        jdbc.sql("UPDATE content.quota_slot SET free_bytes = free_bytes - 1234567 WHERE quota_id = ? AND slot = 3")
                .param(id)
                .update();
        jdbc.sql("DELETE FROM content.quota_slot WHERE quota_id = ? AND slot > 12")
                .param(id)
                .update();

        List<Integer> answers = atOnce(40, i -> {
            if (i % 4 == 0) {
                quotas.count(namespace);
            }
            return inSteps(repository, bytes(100 + i));
        });
        Quota mended = quotas.count(namespace).orElseThrow();

        assertThat(answers).containsOnly(201);
        assertThat(mended.driftAt()).isPresent();
        assertThat(mended.used()).isEqualTo(60 * SIZE);
        assertThat(quotas.count(namespace).orElseThrow().drift()).isZero();
        assertSound();
    }

    @Test
    @Tag("L5")
    void staysExactWhileCollectionTakesWhatPushesBring() throws Exception {
        quotas.set(namespace, 1_000 * SIZE);
        List<RepositoryClient> targets = List.of(repository, another(), another());
        repository.push(bytes(0));
        quotas.set(handle(repository), 900 * SIZE);

        List<Integer> answers = atOnce(24, i -> {
            RepositoryClient target = targets.get(i % 3);
            for (int round = 0; round < 6; round++) {
                byte[] content = bytes(i % 4 * 10 + round);
                if (i == 0) {
                    collect("61 minutes");
                } else if (i % 2 == 0) {
                    target.client().delete(target.blob(ManifestBuilder.digest(content)));
                } else {
                    Reply reply = inSteps(target, content);
                    assertThat(reply.status()).as("%s", reply).isEqualTo(201);
                }
            }
            return target.client().get("/v2/");
        });

        assertThat(answers).containsOnly(200);
        assertSound();
        collect("61 minutes");
        collect("61 minutes");
        assertSound();
        assertThat(quotas.of(handle(repository)).orElseThrow().drift()).isZero();
        assertThat(now().used()).isZero();
    }
}
