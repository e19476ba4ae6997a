package io.slipway.oci;

import static io.slipway.oci.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C3")
class TurkishLocaleTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void speakTurkish() {
        Locale.setDefault(Locale.of("tr", "TR"));
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void findsMediaTypesInUpperCase() {
        assertThat(MediaType.find("APPLICATION/VND.OCI.IMAGE.INDEX.V1+JSON")).contains(MediaType.OCI_INDEX);
    }

    @Test
    void refusesCaseVariantsOfKeysWithTheLetterI() {
        for (var key : new String[] {"MANIFESTS", "CONFIG", "ANNOTATIONS"}) {
            var json = ManifestJson.with(ManifestJson.image(), "\"" + key + "\":null");
            assertRefused(ErrorCode.MANIFEST_INVALID, () -> ManifestJson.parseImage(json))
                    .contains("must be written");
        }
    }

    @Test
    void readsNamesTagsDigestsAndManifests() {
        assertThat(RepositoryName.parse("iii/image")).hasToString("iii/image");
        assertThat(io.slipway.oci.Tag.parse("INITIAL")).hasToString("INITIAL");
        assertThat(Digest.parse("sha256:" + ManifestJson.HEX).hex()).isEqualTo(ManifestJson.HEX);
        assertThat(ManifestJson.parseImage(ManifestJson.image()).layers()).hasSize(2);
        assertThat(ManifestJson.parseIndex(ManifestJson.index()).manifests()).hasSize(2);
    }
}
