package io.slipway.content;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a short transaction, again when PostgreSQL gave it up for another one (40P01, 40001). Within
/// another one it is a part of that, which alone can be run again.
///
/// All take their locks in this order, so that hardly any is given up: the repository, its tags by
/// name, blobs and links by id, manifests by id, and then what counts. Who deletes a manifest by its
/// digest begins again when a tag came after he looked for its tags, and collection waits for two
/// things out of turn (docs/adr/0015): for both are the attempts.
@Component
public class Transactions {

    private static final int ATTEMPTS = 6;

    /// Before another attempt, times their number at most: whoever was in the way would be again.
    private static final int PAUSE_MILLIS = 40;

    private final TransactionTemplate template;
    private final Counter repeated;

    Transactions(TransactionTemplate template, MeterRegistry registry) {
        this.template = template;
        this.repeated = registry.counter("slipway.transactions.repeated");
    }

    public <T> T run(Supplier<T> work) {
        int attempts = TransactionSynchronizationManager.isActualTransactionActive() ? 1 : ATTEMPTS;
        for (int attempt = 1; ; attempt++) {
            try {
                return template.execute(_ -> work.get());
            } catch (PessimisticLockingFailureException e) {
                if (attempt == attempts) {
                    throw e;
                }
                repeated.increment();
                pause(attempt);
            }
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(1, PAUSE_MILLIS * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
