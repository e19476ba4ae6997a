package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Value;

/// What the server or the firewall refuses before any route is asked. Raw, since clients would mend such requests.
@SlipwayTest
class RefusedRequestHttpTest {

    @Value("${local.server.port}")
    int port;

    @ParameterizedTest
    @CsvSource({
        "GET /v2/a%00b/tags/list,       400, NAME_INVALID",
        "GET /v2/a%2Fb/tags/list,       400, NAME_INVALID",
        "GET /v2/a%zz,                  400, NAME_INVALID",
        "GET /v2//a/tags/list,          400, NAME_INVALID",
        "GET /v2/a;b/tags/list,         400, NAME_INVALID",
        "GET /v2/%2e%2e/tags/list,      400, NAME_INVALID",
        "GET /v2/a%25b/tags/list,       400, NAME_INVALID",
        "PROPFIND /v2/,                 405, UNSUPPORTED",
        "TRACE /v2/,                    405, UNSUPPORTED",
        "GET /token%00,                 400, UNSUPPORTED",
        "GET /v1/nothing,               404, UNSUPPORTED"
    })
    void answersInTheFormOfTheSpecification(String line, int status, String code) throws IOException {
        String answer = send(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("Content-Type: application/json")
                .contains("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v2/ HTTP/1.1\r\n\r\n",
                "GET /v2/ HTTP/1.1\r\nHost: a b\r\n\r\n",
                "POST /v2/a/b/blobs/uploads/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"
            })
    void answersBadHeadersLikewise(String request) throws IOException {
        assertThat(send(request)).startsWith("HTTP/1.1 400 ").contains("{\"errors\":[{\"code\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /x//y", "GET /a%2Fb", "GET /a%00b", "GET /v2x%00"})
    void answersOtherPathsWithALineOfText(String line) throws IOException {
        String answer = send(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\r\n\r\n400 Bad Request\n")
                .doesNotContainIgnoringCase("tomcat");
    }

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
