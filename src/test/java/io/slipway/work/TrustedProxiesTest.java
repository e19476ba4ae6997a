package io.slipway.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

@Tag("A22")
class TrustedProxiesTest {

    private static final String PROXY = "10.0.0.7";
    private static final String STRANGER = "203.0.113.9";

    private final TrustedProxies proxies = trusting("10.0.0.0/8", "fd00::/8", "127.0.0.1");

    @Test
    void leavesRequestsWithoutSuchHeadersAsTheyAre() {
        MockHttpServletRequest request = from(PROXY);

        assertThat(proxies.seen(request)).isSameAs(request);
    }

    @Test
    void believesATrustedProxy() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-For", "198.51.100.4");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "registry.example.com");

        HttpServletRequest seen = proxies.seen(request);

        assertThat(seen.getRemoteAddr()).isEqualTo("198.51.100.4");
        assertThat(seen.isSecure()).isTrue();
        assertThat(seen.getRequestURL()).hasToString("https://registry.example.com/v2/");
    }

    @Test
    void ignoresAndHidesTheHeadersOfAnybodyElse() {
        MockHttpServletRequest request = from(STRANGER);
        request.addHeader("X-Forwarded-For", "127.0.0.1");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "evil.example.com");
        request.addHeader("Forwarded", "for=127.0.0.1;host=evil.example.com;proto=https");
        request.addHeader("X-Forwarded-User", "admin");

        HttpServletRequest seen = proxies.seen(request);

        assertThat(seen.getRemoteAddr()).isEqualTo(STRANGER);
        assertThat(seen.isSecure()).isFalse();
        assertThat(seen.getRequestURL()).hasToString("http://inner:5000/v2/");
        assertThat(seen.getHeader("x-forwarded-host")).isNull();
        assertThat(Collections.list(seen.getHeaders("Forwarded"))).isEmpty();
        assertThat(Collections.list(seen.getHeaderNames())).containsExactly("Host");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1, 198.51.100.4                 | 198.51.100.4
            198.51.100.4, 10.1.1.1                  | 198.51.100.4
            6.6.6.6, 198.51.100.4, fd00::2, 10.1.1.1| 198.51.100.4
            198.51.100.4:4711                       | 198.51.100.4
            2001:db8::1                             | 2001:db8:0:0:0:0:0:1
            [2001:db8::1]:4711                      | 2001:db8:0:0:0:0:0:1
            10.3.3.3, 10.2.2.2                      | 10.3.3.3
            198.51.100.4, unknown, 10.1.1.1         | 10.1.1.1
            registry.example.com                    | 10.0.0.7
            ''                                      | 10.0.0.7
            """)
    void takesTheRightmostAddressThatIsNoTrustedProxy(String header, String client) {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-For", header);

        assertThat(proxies.seen(request).getRemoteAddr()).isEqualTo(client);
    }

    @Test
    void readsSeveralHeaderLinesAsOneList() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-For", "127.0.0.1");
        request.addHeader("X-Forwarded-For", "198.51.100.4");

        assertThat(proxies.seen(request).getRemoteAddr()).isEqualTo("198.51.100.4");
    }

    @Test
    void readsTheStandardHeader() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader(
                "Forwarded",
                "for=127.0.0.1;host=evil.example.com, For=\"[2001:db8::1]:4711\";Proto=https;host=\"r.example.com:8443\"");

        HttpServletRequest seen = proxies.seen(request);

        assertThat(seen.getRemoteAddr()).isEqualTo("2001:db8:0:0:0:0:0:1");
        assertThat(seen.getRequestURL()).hasToString("https://r.example.com:8443/v2/");
    }

    @Test
    void doesNotBelieveTheStandardHeaderBesideTheUsualOnes() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-For", "198.51.100.4");
        request.addHeader("Forwarded", "for=127.0.0.1;host=evil.example.com");

        HttpServletRequest seen = proxies.seen(request);

        assertThat(seen.getRemoteAddr()).isEqualTo("198.51.100.4");
        assertThat(seen.getServerName()).isEqualTo("inner");
    }

    @Test
    void takesTheHostOfTheHopThatSawTheClient() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-For", "6.6.6.6, 198.51.100.4, 10.1.1.1");
        request.addHeader("X-Forwarded-Host", "evil.example.com, registry.example.com, inner.example.com");
        request.addHeader("X-Forwarded-Proto", "http, https, http");

        assertThat(proxies.seen(request).getRequestURL()).hasToString("https://registry.example.com/v2/");
    }

    @Test
    void keepsThePortOfTheHostHeaderWhenOnlyTheSchemeIsForwarded() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-Proto", "https");

        assertThat(proxies.seen(request).getRequestURL()).hasToString("https://inner:5000/v2/");
    }

    @Test
    void usesTheForwardedPort() {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-Host", "registry.example.com");
        request.addHeader("X-Forwarded-Port", "8443");
        request.addHeader("X-Forwarded-Proto", "https");

        assertThat(proxies.seen(request).getRequestURL()).hasToString("https://registry.example.com:8443/v2/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example.com/path", "a b", "user@evil", "host:99999999", "<script>"})
    void ignoresHostsThatAreNone(String host) {
        MockHttpServletRequest request = from(PROXY);
        request.addHeader("X-Forwarded-Host", host);

        assertThat(proxies.seen(request).getServerName()).isEqualTo("inner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "example.com", "10.0.0.0/x", "fd00::/129"})
    void refusesToStartWithARangeThatIsNone(String range) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> trusting(range))
                .withMessageContaining("slipway.trusted-proxies")
                .withMessageContaining(range);
    }

    private static TrustedProxies trusting(String... ranges) {
        return new TrustedProxies(new SlipwaySettings(Path.of("data"), Optional.empty(), List.of(), List.of(ranges)));
    }

    private static MockHttpServletRequest from(String address) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v2/");
        request.setRemoteAddr(address);
        request.setServerName("inner");
        request.setServerPort(5000);
        request.addHeader("Host", "inner:5000");
        return request;
    }
}
