package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
@Tag("H14")
class RequestOriginHttpTest {

    private static final Pattern ID = Pattern.compile("(?im)^X-Request-Id: ([0-9a-f-]{36})\r\n");

    @LocalServerPort
    int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /",
                "GET /login",
                "POST /login",
                "GET /nothing/here/at/all",
                "GET /assets/none.js",
                "GET /livez",
                "GET /v2/",
                "GET /v2/acme/app/manifests/latest",
                "GET /v2/acme/app/nonsense",
                "GET /token",
                "POST /token",
                "GET /api/v1/me",
                "GET /api/v1/nothing",
                "PATCH /v2/",
                "GET //double",
                "GET /v2/..;/x",
                "GET /v2/%00",
                "GET /v2/a%2Fb/tags/list",
                "TRACE /",
                "FOO /api/v1/me",
            })
    void namesEveryAnswer(String line) throws IOException {
        assertThat(ids(line)).as(line).hasSize(1);
    }

    @Test
    void makesANewOneForEachRequestAndBelievesNone() throws IOException {
        String wanted = "11111111-1111-1111-1111-111111111111";
        Set<String> ids = new HashSet<>(ids("GET /v2/"));
        ids.addAll(ids("GET /v2/"));
        ids.addAll(ids("GET /v2/", "X-Request-Id: " + wanted));

        assertThat(ids).hasSize(3).doesNotContain(wanted);
    }

    private Set<String> ids(String line, String... headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n"
                    + String.join("\r\n", headers) + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            Matcher found = ID.matcher(new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1));
            Set<String> ids = new HashSet<>();
            while (found.find()) {
                ids.add(found.group(1));
            }
            return ids;
        }
    }
}
