package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.SlipwayTest;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Forms and queries from which no parameter can be read: a page says so, and the log is not filled by them.
@SlipwayTest
@ExtendWith(OutputCaptureExtension.class)
@Tag("G2")
class UnreadableRequestHttpTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {"/explore?q=%C3%28", "/?q=%FF", "/nothing?q=%FF", "/-/nothing.css?v=%FF", "/login?next=%FF"})
    void saysThatAnAddressCannotBeRead(String path, CapturedOutput output) throws Exception {
        HttpResponse<String> answer = new Browser(port).get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertPage(answer, "This request cannot be read");
        assertThat(output.getAll()).doesNotContain("InvalidParameterException");
    }

    static Stream<Arguments> forms() {
        String many = IntStream.range(0, 20_000).mapToObj(i -> "a" + i + "=1").collect(Collectors.joining("&"));
        return Stream.of(
                Arguments.of(FORM, "username=" + "x".repeat(2 * 1024 * 1024), 413, "This form is too large"),
                Arguments.of(FORM, many, 400, "This request cannot be read"),
                Arguments.of(FORM, "username=%zz", 400, "This request cannot be read"),
                Arguments.of(FORM, "username=%FF", 400, "This request cannot be read"),
                Arguments.of("multipart/form-data; boundary=b", part(10), 403, "This form is not accepted"),
                Arguments.of("multipart/form-data; boundary=b", part(1_500_000), 403, "This form is not accepted"),
                Arguments.of("multipart/form-data", "none", 403, "This form is not accepted"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void saysThatAFormCannotBeRead(String type, String body, int status, String title, CapturedOutput output)
            throws Exception {
        HttpResponse<String> answer = new Browser(port).post("/login", type, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertPage(answer, title);
        assertThat(output.getAll()).doesNotContain("Exception");
    }

    private static void assertPage(HttpResponse<String> answer, String title) {
        assertThat(answer.body()).contains(title, "To the start page");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src")
                .doesNotContain("unsafe");
    }

    private static String part(int length) {
        return "--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n" + "x".repeat(length)
                + "\r\n--b--\r\n";
    }
}
