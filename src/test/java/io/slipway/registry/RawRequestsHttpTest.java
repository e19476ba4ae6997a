package io.slipway.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no well-behaved client sends, and headers that change nothing.
class RawRequestsHttpTest extends ProtocolHttpBase {

    @ParameterizedTest
    @CsvSource({
        "PUT, /v2/",
        "DELETE, /v2/",
        "POST, /v2/",
        "OPTIONS, /v2/",
        "POST, /v2/_catalog",
        "POST, {}/manifests/v1",
        "PATCH, {}/manifests/v1",
        "OPTIONS, {}/manifests/v1",
        "DELETE, {}/tags/list",
        "PUT, {}/tags/list",
        "PUT, {}/blobs/sha256:09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b",
        "PATCH, {}/blobs/sha256:09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b",
        "GET, {}/blobs/uploads/",
        "DELETE, {}/blobs/uploads/",
        "POST, {}/blobs/uploads/8c3f3c0e-0000-4000-8000-000000000000",
        "POST, {}/referrers/sha256:09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b"
    })
    void refusesMethodsThatAnEndpointDoesNotKnow(String method, String path) {
        Reply reply = repository.client().send(method, path.replace("{}", repository.path("")), new byte[0]);

        assertRefused(reply, 405, "UNSUPPORTED");
        assertThat(reply.header("Allow")).isPresent();
        assertMarked(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/x",
                "/v2/x/y",
                "/v2//",
                "/v2/_catalog/",
                "/v2/_unknown",
                "/v2/a/b/tags",
                "/v2/a/b/tags/list/",
                "/v2/a/b/unknown/c",
                "/v2/manifests/v1",
                "/v2x"
            })
    void knowsNoOtherEndpoints(String path) {
        Reply reply = repository.client().get(path);

        assertThat(reply.status()).as("%s", reply).isIn(400, 404);
        if (path.startsWith("/v2/")) {
            assertThat(reply.errorCode()).as("%s", reply).isNotEmpty();
            assertMarked(reply);
        }
    }

    @Test
    void marksEveryAnswer() {
        repository.pushImage("v1");
        for (String path : List.of(
                "/v2/",
                "/v2/_catalog",
                repository.manifest("v1"),
                repository.manifest("v2"),
                repository.path("/tags/list?n=-1"),
                repository.path("/tags/list"),
                "/v2/A/b/tags/list",
                "/v2/a/../b/tags/list",
                "/v2/a%2Fb/tags/list",
                "/v2/a%00b/tags/list",
                "/v2/a//b/tags/list",
                "/v2/a;b/tags/list")) {
            assertMarked(repository.client().get(path));
            assertMarked(anonymous().get(path));
            assertMarked(repository.client().bearer("nonsense").get(path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/", "/v2/a/b/manifests/v1", "/token", "/v1/_ping"})
    @Tag("C11")
    void refusesHeadersThatAreTooLargeInTheProtocolsForm(String path) {
        Reply reply = anonymous().with("X-Filler", "x".repeat(17_000)).get(path);

        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.errorCode()).isNotEmpty();
        assertThat(reply.errorMessage()).contains("too long");
        assertMarked(reply);
    }

    /// It has no path yet that could tell the protocol.
    @Test
    @Tag("C11")
    void refusesARequestLineThatIsTooLongInALine() {
        Reply reply = anonymous().get("/v2/a/b/manifests/" + "v".repeat(17_000));

        assertThat(reply.status()).as("%s", reply).isEqualTo(400);
        assertThat(reply.text()).isEqualTo("400 Bad Request\n");
    }

    @Test
    @Tag("C11")
    void answersTheSameWhateverIsAccepted() {
        ManifestBuilder image = repository.pushImage("v1");
        String many = IntStream.range(0, 1_000).mapToObj(i -> "a/b" + i).collect(Collectors.joining(","));
        for (String accept : List.of(
                "*/*",
                "text/html",
                "application/vnd.oci.image.index.v1+json",
                many,
                "",
                ";",
                "a",
                "a/b;q=x",
                "application/json;q=99",
                "*/json",
                ",,,",
                "\"",
                "a/b;q=1;q=1",
                "/",
                "q=",
                "\u00e4")) {
            Reply reply = repository.client().with("Accept", accept).get(repository.manifest("v1"));

            assertStatus(reply, 200);
            assertThat(reply.body()).isEqualTo(image.bytes());
            assertThat(reply.header("Content-Type")).contains(ManifestBuilder.MANIFEST);
            assertStatus(repository.client().with("Accept", accept).get(repository.path("/tags/list")), 200);
            assertRefused(
                    repository.client().with("Accept", accept).get(repository.manifest("v2")), 404, "MANIFEST_UNKNOWN");
        }
    }

    @Test
    @Tag("C11")
    void takesSixAcceptLines() {
        ManifestBuilder image = repository.pushImage("v1");
        String lines = String.join(
                "",
                "Accept: application/vnd.docker.distribution.manifest.v2+json\r\n",
                "Accept: application/vnd.docker.distribution.manifest.list.v2+json\r\n",
                "Accept: application/vnd.oci.image.manifest.v1+json\r\n",
                "Accept: application/vnd.oci.image.index.v1+json\r\n",
                "Accept: application/vnd.docker.distribution.manifest.v1+prettyjws\r\n",
                "Accept: application/json\r\n");

        Reply reply = raw(repository.client().start("GET", repository.manifest("v1"), lines));

        assertStatus(reply, 200);
        assertThat(reply.body()).isEqualTo(image.bytes());
    }

    @ParameterizedTest
    @Tag("C12")
    @ValueSource(strings = {"TRACE", "TRACK", "CONNECT", "PROPFIND", "get", "FOO", "M-SEARCH"})
    void refusesOtherMethods(String method) {
        for (String path : List.of("/v2/", repository.manifest("v1"))) {
            Reply reply = repository.client().with("X-Secret", "told").send(method, path, new byte[0]);

            assertThat(reply.status()).as("%s", reply).isIn(400, 405, 501);
            assertThat(reply.text()).doesNotContain("told");
            // the server itself refuses the two that are none of the program's business
            if (!method.equals("TRACE") && !method.equals("CONNECT")) {
                assertThat(reply.errorCode()).as("%s", reply).isEqualTo("UNSUPPORTED");
            }
        }
    }

    @Test
    @Tag("C12")
    void refusesAConnectToAnotherHost() throws IOException {
        Reply reply = raw("CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n");

        assertThat(reply.status()).isIn(400, 405, 501);
    }

    /// It knows no headers, thus no credentials, and gets no more than a refusal.
    @Test
    @Tag("C12")
    void tellsNothingInHttpOfTheOldestKind() throws IOException {
        try (Wire wire = anonymous().connect()) {
            String answer = wire.send("GET /v2/\r\n").readToEnd();

            assertThat(answer).matches("(?s)(HTTP/1.1 400 .*|\\{\"errors\":.*)");
        }
    }

    @Test
    @Tag("C12")
    void refusesAnUnknownVersionOfHttp() throws IOException {
        try (Wire wire = anonymous().connect()) {
            assertThat(wire.send("GET /v2/ HTTP/9.9\r\nHost: a\r\n\r\n").read().status())
                    .isIn(400, 505);
            assertThat(wire.isClosedByServer()).isTrue();
        }
    }

    /// What follows the shorter reading must never be taken for a request.
    @Test
    @Tag("C12")
    void neverReadsTwoLengthsTwoWays() throws IOException {
        String location = repository.startUpload();
        String smuggled = "GET /v2/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String both =
                repository.client().start("PATCH", location, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
        String twice = repository.client().start("PATCH", location, "Content-Length: 5\r\nContent-Length: 6\r\n");
        String coding = repository.client().start("PATCH", location, "Transfer-Encoding: xchunked\r\n");

        for (String request : List.of(both + "0\r\n\r\n", twice + "hello", coding + "0\r\n\r\n")) {
            try (Wire wire = repository.client().connect()) {
                Reply first = wire.send(request + smuggled).read();

                assertThat(first.status()).as("%s", first).isIn(202, 400, 501);
                if (first.status() == 202) {
                    assertThat(first.header("Connection")).contains("close");
                }
                assertThat(wire.isClosedByServer()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @Tag("C12")
    @ValueSource(
            strings = {
                "zz\r\nhello\r\n",
                "-5\r\nhello\r\n",
                "5;\nhello\r\n",
                "ffffffffffffffff1\r\nhello\r\n",
                "5\r\nhelloX"
            })
    void takesNoBadChunks(String chunk) throws IOException {
        String location = repository.startUpload();
        try (Wire wire = repository.client().connect()) {
            wire.send(repository.client().start("PATCH", location, "Transfer-Encoding: chunked\r\n"))
                    .send(chunk + "0\r\n\r\n")
                    .endOfRequest()
                    .readToEnd();
        }

        Reply status = repository.client().get(location);
        assertStatus(status, 204);
        assertThat(status.header("Range").orElseThrow()).isIn("0-0", "0-4");
    }

    @Test
    @Tag("C13")
    void allowsNoOtherOrigins() {
        repository.pushImage("v1");
        RegistryClient evil = repository.client().with("Origin", "https://evil.example");

        for (Reply reply : List.of(
                evil.get(repository.manifest("v1")),
                evil.get("/v2/"),
                evil.anonymous().get("/v2/"),
                evil.anonymous().get("/token?service=x"),
                evil.with("Access-Control-Request-Method", "PUT")
                        .send("OPTIONS", repository.manifest("v1"), new byte[0]),
                evil.with("Access-Control-Request-Method", "GET").send("OPTIONS", "/token", new byte[0]))) {
            assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(reply.header("Access-Control-Allow-Credentials")).isEmpty();
            assertThat(reply.headers("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void readsNoParametersFromABody() {
        Reply reply = repository
                .client()
                .with("Content-Type", "application/x-www-form-urlencoded")
                .patch(repository.startUpload(), "digest=sha256:abc&a=b".getBytes());

        assertStatus(reply, 202);
        assertThat(reply.header("Range")).contains("0-20");
    }

    private Reply raw(String request) {
        try (Wire wire = anonymous().connect()) {
            return wire.send(request).read();
        }
    }

    private static void assertMarked(Reply reply) {
        assertThat(reply.header("Docker-Distribution-Api-Version"))
                .as("%s", reply)
                .contains("registry/2.0");
        assertThat(reply.header("X-Content-Type-Options")).as("%s", reply).contains("nosniff");
        assertThat(reply.header("Content-Security-Policy")).as("%s", reply).contains("default-src 'none'; sandbox");
    }
}
