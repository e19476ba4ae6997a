package io.slipway.work;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Requests that are done once, however often they are sent and to whichever replica. Answers are kept for a day.
@Service
public class Idempotency {

    /// What became of a request with a key.
    public sealed interface Claim {

        /// It is to be done now, and then [#keep] or [#release] follows. If neither does, because the process died, the
        /// key is free again after five minutes.
        record Mine(IdempotencyKey key, UUID holder) implements Claim {}

        /// Somebody is at it.
        record Running() implements Claim {}

        record Done(KeptAnswer answer) implements Claim {}

        /// The key was used for another request.
        record Reused() implements Claim {}
    }

    private final IdempotencySql sql;
    private final MasterKey masterKey;
    private final JsonMapper json = JsonMapper.builder().build();

    Idempotency(IdempotencySql sql, MasterKey masterKey) {
        this.sql = sql;
        this.masterKey = masterKey;
    }

    /// @param request a hash of all that makes the request the same one
    public Claim claim(IdempotencyKey key, byte[] request) {
        UUID holder = UUID.randomUUID();
        // sealed: the hash of a short body would tell a password in it
        byte[] sealed = masterKey.seal(request, context("request", key));
        if (sql.claim(key.id(), holder, sealed)) {
            return new Claim.Mine(key, holder);
        }
        // gone meanwhile: it was released, and who asks again gets it
        return sql.find(key.id()).map(row -> found(row, key, request)).orElseGet(Claim.Running::new);
    }

    public void keep(Claim.Mine claim, KeptAnswer answer) {
        IdempotencyKey key = claim.key();
        sql.keep(key.id(), claim.holder(), masterKey.seal(json.writeValueAsBytes(answer), context("answer", key)));
    }

    /// Nothing was done: the same key may be used again.
    public void release(Claim.Mine claim) {
        sql.release(claim.key().id(), claim.holder());
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void forget() {
        sql.deleteOld();
    }

    private Claim found(IdempotencySql.Row row, IdempotencyKey key, byte[] request) {
        if (!MessageDigest.isEqual(request, masterKey.open(row.request(), context("request", key)))) {
            return new Claim.Reused();
        }
        byte[] answer = row.answer();
        if (answer == null) {
            return new Claim.Running();
        }
        byte[] plain = masterKey.open(answer, context("answer", key));
        return new Claim.Done(json.readValue(plain, KeptAnswer.class));
    }

    private static String context(String what, IdempotencyKey key) {
        return "idempotency " + what + " " + HexFormat.of().formatHex(key.id());
    }
}
