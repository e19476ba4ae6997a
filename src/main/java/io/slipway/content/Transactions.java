package io.slipway.content;

import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs a short transaction, again when PostgreSQL gave it up for another one (40P01, 40001). Within another one it is
/// a part of that, which alone can be run again.
@Component
public class Transactions {

    private static final int ATTEMPTS = 4;

    private final TransactionTemplate template;

    Transactions(TransactionTemplate template) {
        this.template = template;
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
            }
        }
    }
}
