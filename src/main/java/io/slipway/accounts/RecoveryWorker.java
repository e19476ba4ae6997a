package io.slipway.accounts;

import io.slipway.accounts.LinkSql.Request;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Turns asked-for recoveries into mails; and forgets links, sign-ups and invitations that expired.
@Component
class RecoveryWorker {

    private static final int BATCH = 20;

    private final LinkSql sql;
    private final SignUpSql signUps;
    private final InvitationSql invitations;
    private final PasswordLinks links;
    private final TransactionOperations transactions;

    RecoveryWorker(
            LinkSql sql,
            SignUpSql signUps,
            InvitationSql invitations,
            PasswordLinks links,
            TransactionOperations transactions) {
        this.sql = sql;
        this.signUps = signUps;
        this.invitations = invitations;
        this.links = links;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = 5_000)
    synchronized void mailLinks() {
        while (transactions.execute(_ -> mailSome()) == BATCH) {
            // there may be more
        }
    }

    @Scheduled(fixedDelay = 600_000)
    void forgetExpired() {
        sql.deleteExpired();
        signUps.deleteExpired();
        invitations.deleteExpired();
    }

    private int mailSome() {
        List<Request> requests = sql.takeRequests(BATCH);
        requests.forEach(request -> links.mail(request.given(), request.language()));
        return requests.size();
    }
}
