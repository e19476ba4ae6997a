package io.slipway.access;

import io.slipway.access.CredentialSql.Ending;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Says a week before that a token ends, once, for those that live longer than two: of several replicas one says it.
@Component
class CredentialExpiry {

    private static final int BATCH = 100;

    private final CredentialSql sql;
    private final Subjects subjects;
    private final Outbox outbox;
    private final TransactionOperations transactions;

    CredentialExpiry(CredentialSql sql, Subjects subjects, Outbox outbox, TransactionOperations transactions) {
        this.sql = sql;
        this.subjects = subjects;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
    void tell() {
        while (transactions.execute(_ -> tellSome()) == BATCH) {
            // there may be more
        }
    }

    private int tellSome() {
        List<Ending> ending = sql.takeEnding(BATCH);
        ending.forEach(this::publish);
        return ending.size();
    }

    private void publish(Ending ending) {
        subjects.find(ending.principal())
                .filter(holder -> !holder.disabled())
                .ifPresent(holder -> outbox.publish(Event.of("credential.expire-soon")
                        .target(holder.name())
                        .with("credential", String.valueOf(ending.id()))
                        .with("name", ending.name())
                        .with(
                                "expires",
                                ending.at()
                                        .atOffset(ZoneOffset.UTC)
                                        .toLocalDate()
                                        .toString())));
    }
}
