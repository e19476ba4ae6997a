package io.slipway.oci;

import static io.slipway.oci.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestTest {

    private static final String ABC_HEX = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    @Test
    void computesTheWellKnownDigests() {
        assertThat(Digest.sha256(ABC)).hasToString("sha256:" + ABC_HEX);
        assertThat(Digest.compute(DigestAlgorithm.SHA512, ABC).hex())
                .startsWith("ddaf35a1")
                .hasSize(128);
    }

    @ParameterizedTest
    @EnumSource
    void survivesTextAndDatabaseForms(DigestAlgorithm algorithm) {
        var digest = Digest.compute(algorithm, ABC);
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest).hasSameHashCodeAs(digest);
        assertThat(Digest.fromBytes(digest.toBytes())).isEqualTo(digest);
        assertThat(digest.toBytes()).hasSize(1 + algorithm.length()).startsWith(algorithm.code());
        assertThat(Digest.of(algorithm, algorithm.newDigest().digest(ABC))).isEqualTo(digest);
        assertThat(DigestAlgorithm.find(algorithm.id())).contains(algorithm);
    }

    @Test
    void databaseCodesNeverChange() {
        assertThat(DigestAlgorithm.SHA256.code()).isEqualTo((byte) 1);
        assertThat(DigestAlgorithm.SHA512.code()).isEqualTo((byte) 2);
    }

    @Test
    void digestsOfDifferentContentDiffer() {
        assertThat(Digest.sha256(ABC)).isNotEqualTo(Digest.sha256(new byte[0]));
    }

    @Test
    void refusesBytesThatAreNoDigest() {
        var bytes = Digest.sha256(ABC).toBytes();
        var unknown = bytes.clone();
        unknown[0] = 9;
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.fromBytes(unknown));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.fromBytes(new byte[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.fromBytes(Arrays.copyOf(bytes, 32)));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.of(DigestAlgorithm.SHA512, new byte[32]));
    }

    @Test
    void referenceWithColonIsDigest() {
        assertThat(Reference.parse("sha256:" + ABC_HEX)).isEqualTo(Digest.sha256(ABC));
        assertThat(Reference.parse("sha256")).isEqualTo(Tag.parse("sha256"));
    }

    @Test
    void constructorChecksToo() {
        assertRefused(ErrorCode.DIGEST_INVALID, () -> new Digest(DigestAlgorithm.SHA256, "ABC"));
    }
}
