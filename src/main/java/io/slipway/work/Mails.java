package io.slipway.work;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.StringUtils;

/// Mail to people, where a server for it is set (`spring.mail.host`).
@Service
public class Mails {

    private final MailSql sql;
    private final MailWorker worker;
    private final MailSeal seal;
    private final MessageSource messages;
    private final Environment environment;

    Mails(MailSql sql, MailWorker worker, MailSeal seal, MessageSource messages, Environment environment) {
        this.sql = sql;
        this.worker = worker;
        this.seal = seal;
        this.messages = messages;
        this.environment = environment;
    }

    /// Without it people are handed their links by an administrator.
    public boolean configured() {
        return StringUtils.hasText(environment.getProperty("spring.mail.host"));
    }

    /// Queues a mail in the caller's transaction. Its words are the messages `mail.<key>.subject` and
    /// `mail.<key>.body`,
    /// in which `{name}` stands for the value of that name; a value is never more than text, `link` becomes one.
    ///
    /// @param values links begin with `slipway.public-url`, never with a host that a request named
    /// @throws IllegalStateException unless [#configured]
    @Transactional(propagation = Propagation.MANDATORY)
    public void send(String to, String key, Locale language, Map<String, String> values) {
        if (!configured()) {
            throw new IllegalStateException("spring.mail.host is not set");
        }
        Mail mail = new Mail(
                to,
                messages.getMessage("mail." + key + ".subject", null, language),
                messages.getMessage("mail." + key + ".body", null, language),
                values);
        // a value that is missing shows here and not hours later
        mail.text();
        UUID id = UUID.randomUUID();
        sql.insert(id, seal.close(id, mail));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                worker.wake();
            }
        });
    }
}
