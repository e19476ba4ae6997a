package io.slipway.oci;

import static io.slipway.oci.Refusals.assertRefused;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IllegalReferencesTest {

    private static final String HEX_64 = "0123456789abcdef".repeat(4);

    static List<String> illegalNames() {
        return List.of(
                "",
                " ",
                ".",
                "..",
                "/",
                "//",
                "a/",
                "/a",
                "/etc/passwd",
                "a//b",
                "a/../b",
                "../a",
                "a/..",
                "a/./b",
                "A",
                "aB",
                "acme/Web",
                "a__-b",
                "a___b",
                "a..b",
                "a._b",
                "a_.b",
                "a-_b",
                "-a",
                "a-",
                "_a",
                "a_",
                ".a",
                "a.",
                "a/-b",
                "a/b-",
                "a b",
                "a\tb",
                "a\nb",
                "acme/app\n",
                "a\0",
                "a\\b",
                "a:b",
                "a@b",
                "a%2fb",
                "a+b",
                "a;x=1",
                "a?b",
                "a#b",
                "a*",
                "acme/ä",
                "acme/а",
                "acme/\u202eapp",
                "acme/\ud83d\ude00",
                "acme/ı",
                "a".repeat(256),
                "a/".repeat(128) + "a",
                "x".repeat(100_000));
    }

    static List<String> illegalTags() {
        return List.of(
                "",
                " ",
                ".",
                "..",
                "-a",
                ".a",
                "a/b",
                "../a",
                "/a",
                "a b",
                "a\n",
                "a\0",
                "a+b",
                "a@b",
                "a%20",
                "ä",
                "a\\b",
                "\u202ea",
                "a".repeat(129),
                "a".repeat(100_000));
    }

    static List<String> illegalDigests() {
        return List.of(
                "",
                ":",
                "sha256",
                "sha256:",
                "sha512:",
                ":" + HEX_64,
                HEX_64,
                "sha256:" + HEX_64.substring(1),
                "sha256:" + HEX_64 + "0",
                "sha256:" + HEX_64.toUpperCase(Locale.ROOT),
                "SHA256:" + HEX_64,
                "sha-256:" + HEX_64,
                "sha256 :" + HEX_64,
                " sha256:" + HEX_64,
                "sha256:" + HEX_64 + " ",
                "sha256:" + HEX_64 + "\n",
                "sha256::" + HEX_64.substring(1),
                "sha256:../../../../etc/passwd",
                "sha256:.." + HEX_64.substring(2),
                "sha256:baddigeststring",
                "sha256:" + HEX_64.replace('0', 'g'),
                "sha256:" + HEX_64.replace('0', '０'),
                "sha512:" + HEX_64,
                "sha512:" + HEX_64 + HEX_64 + "0",
                "sha256:" + HEX_64 + HEX_64,
                "md5:d41d8cd98f00b204e9800998ecf8427e",
                "sha1:" + HEX_64.substring(24),
                "sha384:" + HEX_64,
                "sha256+b64:" + HEX_64,
                "sha256:" + "a".repeat(100_000));
    }

    static Stream<String> illegalReferences() {
        return Stream.concat(illegalTags().stream(), illegalDigests().stream().filter(Digest::isDigest));
    }

    @ParameterizedTest
    @MethodSource("illegalNames")
    @Tag("C1")
    void refusesIllegalName(String name) {
        assertRefused(ErrorCode.NAME_INVALID, () -> RepositoryName.parse(name)).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @MethodSource("illegalTags")
    @Tag("C1")
    void refusesIllegalTag(String tag) {
        assertRefused(ErrorCode.MANIFEST_INVALID, () -> io.slipway.oci.Tag.parse(tag))
                .hasSizeLessThan(500);
    }

    @ParameterizedTest
    @MethodSource("illegalDigests")
    @Tag("C1")
    void refusesIllegalDigest(String digest) {
        assertRefused(ErrorCode.DIGEST_INVALID, () -> Digest.parse(digest)).hasSizeLessThan(500);
    }

    @ParameterizedTest
    @MethodSource("illegalReferences")
    @Tag("C1")
    void refusesIllegalReferenceWithTheCodeOfItsKind(String text) {
        var code = text.contains(":") ? ErrorCode.DIGEST_INVALID : ErrorCode.MANIFEST_INVALID;
        assertRefused(code, () -> Reference.parse(text));
    }

    @Test
    @Tag("C1")
    void repeatsNoControlCharactersInMessages() {
        assertRefused(ErrorCode.NAME_INVALID, () -> RepositoryName.parse("a\u001b[31m\r\nb"))
                .doesNotContain("\u001b", "\r", "\n");
    }

    @Test
    @Tag("C2")
    void refusesHostileNamesFast() {
        var hostile = List.of(
                "a" + "-".repeat(50_000),
                "a-".repeat(50_000),
                "a" + "-".repeat(250),
                "a-".repeat(127) + "!",
                "a_".repeat(127),
                "a/".repeat(127),
                "a".repeat(254) + "!",
                "a" + "_".repeat(254));
        assertTimeoutPreemptively(ofSeconds(2), () -> {
            for (int round = 0; round < 200; round++) {
                for (var name : hostile) {
                    assertRefused(ErrorCode.NAME_INVALID, () -> RepositoryName.parse(name));
                }
            }
        });
    }
}
