package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.oci.Digest;
import io.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which tags the list says to be signed.
@SlipwayTest
class SignedTagHttpTest extends AdaPages {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final Pattern REST = Pattern.compile("\\{\"name\":\"1\\.0\"[^}]*\"signed\":true");

    @ParameterizedTest
    @CsvSource({
        "application/vnd.cncf.notary.signature, true",
        "application/vnd.dev.cosign.artifact.sig.v1+json, true",
        "application/vnd.dev.sigstore.bundle.v0.3+json, true",
        "application/spdx+json, false",
        "application/vnd.cncf.notaryXsignature, false"
    })
    void tellsSignaturesByTheirTypes(String type, boolean signed) throws Exception {
        pusher.push(name, "1.0");
        refer(type);

        assertThat(marked(name)).isEqualTo(signed);
    }

    @Test
    void knowsATagThatTiesASignatureToItsImageHere() throws Exception {
        pusher.push(name, "1.0");
        pusher.push(name, "sha256-" + "0".repeat(64) + ".sig");
        assertThat(marked(name)).isFalse();

        String tie = "sha256-" + image().hex() + ".sig";
        pusher.copy(name, "1.0", name + "/copy");
        pusher.push(name + "/copy", tie);
        assertThat(marked(name)).isFalse();
        assertThat(marked(name + "/copy")).isTrue();
    }

    @Test
    void forgetsADeletedSignature() throws Exception {
        pusher.push(name, "1.0");
        String digest = refer("application/vnd.cncf.notary.signature");
        assertThat(marked(name)).isTrue();

        pusher.manifest(name, "signature", MANIFEST, pusher.read(name, digest));
        pusher.delete(name, "signature");

        assertThat(marked(name)).isFalse();
    }

    private String refer(String type) throws Exception {
        String empty = pusher.blob(name, "{}".getBytes(StandardCharsets.UTF_8));
        String image = pusher.read(name, "1.0");
        return pusher.manifest(
                name, "", MANIFEST, """
                {"schemaVersion": 2, "mediaType": "%s", "artifactType": "%s", "layers": [],
                 "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "%s", "size": 2},
                 "subject": {"mediaType": "%s", "digest": "%s", "size": %d}}
                """.formatted(MANIFEST, type, empty, MANIFEST, image(), image.length()));
    }

    private Digest image() throws Exception {
        return Digest.sha256(pusher.read(name, "1.0").getBytes(StandardCharsets.UTF_8));
    }

    /// As the page and the API say alike.
    private boolean marked(String repository) throws Exception {
        boolean page = ada.get("/r/" + repository + "/-/tags").body().contains("/-/tags/1.0#attached\"");
        boolean rest = REST.matcher(pusher.rest("/api/v1/repositories/" + repository + "/-/tags"))
                .find();
        assertThat(rest).isEqualTo(page);
        return page;
    }
}
