package io.slipway.work;

import io.slipway.work.MailSql.Row;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.mail.javamail.MimeMessagePreparator;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends mails that wait; what the server does not take is tried for some hours.
@Component
class MailWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);

    private static final int BATCH = 10;
    private static final int ATTEMPTS = 10;

    private final MailSql sql;
    private final MailSeal seal;
    private final ObjectProvider<JavaMailSender> sender;
    private final String from;
    private final Wakeable thread = new Wakeable("mail", this::sendAll);

    MailWorker(
            MailSql sql,
            MailSeal seal,
            ObjectProvider<JavaMailSender> sender,
            MailSettings settings,
            SlipwaySettings site) {
        this.sql = sql;
        this.seal = seal;
        this.sender = sender;
        this.from = settings.from()
                .orElse("slipway@" + site.publicUrl().map(URI::getHost).orElse("localhost"));
    }

    @Scheduled(fixedDelay = 5_000)
    void wake() {
        if (sender.getIfAvailable() != null) {
            thread.wake();
        }
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void sendAll() {
        List<Row> rows = sql.claim(BATCH);
        while (!rows.isEmpty() && !thread.isStopped()) {
            rows.forEach(this::send);
            rows = sql.claim(BATCH);
        }
    }

    /// Never says to whom or with which words: a mail may carry a link that opens an account.
    private void send(Row row) {
        try {
            sender.getObject().send(message(seal.open(row.id(), row.sealed())));
            sql.delete(row.id());
        } catch (RuntimeException e) {
            if (row.attempts() < ATTEMPTS) {
                LOG.warn(
                        "mail {} waits for another try after {}",
                        row.id(),
                        e.getClass().getSimpleName());
            } else {
                LOG.error("mail {} is given up after {} tries: {}", row.id(), ATTEMPTS, Faults.reason(e));
                sql.delete(row.id());
            }
        }
    }

    private MimeMessagePreparator message(Mail mail) {
        return message -> {
            MimeMessageHelper helper = new MimeMessageHelper(
                    message, MimeMessageHelper.MULTIPART_MODE_MIXED_RELATED, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(mail.to());
            helper.setSubject(mail.filledSubject());
            helper.setText(mail.text(), mail.html());
            // no answering machine answers
            message.setHeader("Auto-Submitted", "auto-generated");
        };
    }
}
