package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/// With a real SMTP server.
@SlipwayTest
@TestPropertySource(
        properties = {
            "slipway.accounts.sign-up=open",
            "slipway.public-url=https://registry.example.com",
            "slipway.other-hosts=localhost"
        })
class OpenSignUpHttpTest extends SignUpBase {

    private static final int PORT = freePort();
    private static final Pattern LINK = Pattern.compile("https://registry\\.example\\.com(/signup/confirm/\\S+)");

    private final GreenMail server = new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry registry) {
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> PORT);
    }

    @BeforeEach
    void run() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @Tag("G7")
    void beginsAnAccountWithTheLinkInTheMail() throws Exception {
        String name = fresh("grace");

        assertThat(browser.get("/login").body()).contains("href=\"/signup\"");
        assertThat(Browser.location(browser.submit(SIGN_UP, form(name)))).isEqualTo("/signup/sent");
        String link = linkMailedTo(name);
        assertThat(users.find(name)).isEmpty();
        assertThat(browser.get(link).statusCode()).isEqualTo(200);
        assertThat(users.find(name)).isEmpty();
        assertThat(Browser.location(browser.submit(link, Map.of()))).isEqualTo("/login?done=account-made");
        assertThat(users.find(name).orElseThrow().email()).contains(name + "@example.org");
        assertThat(signsIn(name)).isTrue();
    }

    @Test
    void doesSoForTheApi() throws Exception {
        String name = fresh("linus");

        HttpResponse<String> asked = api(name, "");
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(asked.body()).isEmpty();
        browser.submit(linkMailedTo(name), Map.of());
        assertThat(signsIn(name)).isTrue();
    }

    private String linkMailedTo(String name) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Arrays.stream(server.getReceivedMessages())
                                .map(GreenMailUtil::getWholeMessage)
                                .filter(mail -> mail.contains(name + "@example.org"))
                                .flatMap(mail ->
                                        LINK.matcher(mail.replace("=\r\n", "")).results())
                                .map(found -> found.group(1))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
