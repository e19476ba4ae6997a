package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.slipway.testing.OwnDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.NoSuchMessageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

/// Against a real SMTP server.
@ApplicationModuleTest
@OwnDatabase
class MailsModuleTest {

    private static final int PORT = freePort();
    private static final String LINK = "https://registry.example.org/password/reset#t=secret&x=1";

    @Autowired
    Mails mails;

    @Autowired
    MailWorker worker;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    JdbcClient jdbc;

    private final GreenMail server = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> PORT);
        registry.add("slipway.public-url", () -> "https://registry.example.org");
    }

    @BeforeEach
    void run() {
        server.start();
    }

    @AfterEach
    void empty() {
        server.stop();
        jdbc.sql("DELETE FROM work.mail").update();
    }

    @Test
    void sendsTextAndHtmlInTheReadersLanguage() throws Exception {
        send("ada1@example.org", Locale.of("es"), "Ada Löwe");

        MimeMessage mail = arrived("ada1@example.org");
        assertThat(mail.getSubject()).isEqualTo("Elija una contraseña nueva para Slipway");
        assertThat(mail.getFrom()[0]).hasToString("slipway@registry.example.org");
        assertThat(mail.getAllRecipients()[0]).hasToString("ada1@example.org");
        var source = GreenMailUtil.getWholeMessage(mail);
        assertThat(source)
                .contains("text/plain", "text/html", "multipart/alternative", "Auto-Submitted: auto-generated");
        assertThat(text(mail)).contains("Hola, Ada Löwe:", LINK, "en un plazo de 24 h");
        assertThat(jdbc.sql("SELECT count(*) FROM work.mail").query(Long.class).single())
                .isZero();
    }

    @Test
    @Tag("B8")
    void keepsAMailSealedWhileItWaits() {
        server.stop();
        send("ada@example.org", Locale.ENGLISH, "Ada");
        byte[] sealed =
                jdbc.sql("SELECT sealed FROM work.mail").query(byte[].class).single();
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "ada@example.org");
    }

    @Test
    void triesAgainWhenTheServerWasAway() throws Exception {
        server.stop();
        send("ada2@example.org", Locale.ENGLISH, "Ada");
        await().until(() ->
                jdbc.sql("SELECT attempts FROM work.mail").query(Integer.class).single() == 1);
        assertThat(jdbc.sql("SELECT extract(epoch FROM due_at - now())::int FROM work.mail")
                        .query(Integer.class)
                        .single())
                .isBetween(45, 60);

        server.start();
        jdbc.sql("UPDATE work.mail SET due_at = now()").update();
        worker.wake();
        assertThat(arrived("ada2@example.org").getSubject()).isEqualTo("Choose a new password for Slipway");
    }

    @Test
    void givesUpAfterTenAttempts() {
        server.stop();
        send("ada@example.org", Locale.ENGLISH, "Ada");
        await().until(() ->
                jdbc.sql("SELECT attempts FROM work.mail").query(Integer.class).single() == 1);
        jdbc.sql("UPDATE work.mail SET attempts = 9, due_at = now()").update();
        worker.wake();
        await().until(() ->
                jdbc.sql("SELECT count(*) FROM work.mail").query(Long.class).single() == 0);
    }

    @Test
    void sendsNothingOfWhatWasRolledBack() {
        transactions.executeWithoutResult(transaction -> {
            queue("gone@example.org", Locale.ENGLISH, "Gone");
            transaction.setRollbackOnly();
        });
        send("kept@example.org", Locale.ENGLISH, "Kept");
        arrived("kept@example.org");
        assertThat(find("gone@example.org")).isEmpty();
    }

    @Test
    @Tag("G7")
    void letsNoValueAddAHeaderOrMarkUp() throws Exception {
        send("ada3@example.org", Locale.ENGLISH, "Ada\r\nBcc: eve@example.org\r\n\r\n<script>alert(1)</script>{link}");

        MimeMessage mail = arrived("ada3@example.org");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(text(mail)).contains("Hello Ada\uFFFD\uFFFDBcc: eve@example.org");
        assertThat(part(mail, "text/html")).doesNotContain("<script>").contains("href=\"https://registry.example.org/");
    }

    @Test
    void refusesAnAddressThatIsTwo() {
        send("ada@example.org,eve@example.org", Locale.ENGLISH, "Ada");
        await().until(() ->
                jdbc.sql("SELECT attempts FROM work.mail").query(Integer.class).single() == 1);
        assertThat(find("ada@example.org,eve")).isEmpty();
    }

    @Test
    void saysAtOnceThatWordsOrValuesAreMissing() {
        assertThatThrownBy(() -> transactions.executeWithoutResult(
                        _ -> mails.send("ada4@example.org", "reset", Locale.ENGLISH, Map.of("name", "Ada"))))
                .hasMessageContaining("{hours}");
        assertThatThrownBy(() -> transactions.executeWithoutResult(
                        _ -> mails.send("ada4@example.org", "nothing", Locale.ENGLISH, Map.of())))
                .isInstanceOf(NoSuchMessageException.class);
        assertThatThrownBy(() -> queue("ada4@example.org", Locale.ENGLISH, "Ada"))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    private void send(String to, Locale language, String name) {
        transactions.executeWithoutResult(_ -> queue(to, language, name));
    }

    private void queue(String to, Locale language, String name) {
        mails.send(to, "reset", language, Map.of("name", name, "link", LINK, "hours", "24"));
    }

    /// A mail of the test before may still be on its way.
    private MimeMessage arrived(String to) {
        await().atMost(Duration.ofSeconds(20)).until(() -> find(to).isPresent());
        return find(to).orElseThrow();
    }

    private Optional<MimeMessage> find(String to) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getWholeMessage(mail).contains("To: " + to))
                .findFirst();
    }

    /// The plain part.
    private static String text(MimeMessage mail) throws Exception {
        return part(mail, "text/plain");
    }

    private static String part(jakarta.mail.Part part, String type) throws Exception {
        if (part.isMimeType(type)) {
            return part.getContent().toString();
        }
        StringBuilder found = new StringBuilder();
        if (part.getContent() instanceof jakarta.mail.Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                found.append(part(parts.getBodyPart(i), type));
            }
        }
        return found.toString();
    }
}
