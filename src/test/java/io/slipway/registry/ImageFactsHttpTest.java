package io.slipway.registry;

import static io.slipway.registry.ManifestBuilder.aManifest;
import static io.slipway.registry.ManifestBuilder.anIndex;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slipway.content.Attachment;
import io.slipway.content.ImageFailure;
import io.slipway.content.ImageKind;
import io.slipway.content.ImagePart;
import io.slipway.content.ImageStep;
import io.slipway.content.Images;
import io.slipway.content.ManifestDetails;
import io.slipway.content.Repository;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import io.slipway.oci.Reference;
import io.slipway.oci.RepositoryName;
import io.slipway.oci.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What is known of a manifest after its push.
class ImageFactsHttpTest extends ProtocolHttpBase {

    private static final String CONFIG = """
            {"os": "linux", "architecture": "%s", "config": {"Cmd": ["serve"], "Labels": {"b": "<b>", "a": "1"}},
             "history": [{"created_by": "ADD rootfs.tar /"}, {"created_by": "CMD", "empty_layer": true},
              {"created_by": "COPY . /"}]}
            """;

    @Autowired
    Images images;

    @Test
    void readsAnImageAfterItsPush() {
        ManifestBuilder image = push("arm64", "one", "two");
        repository.put("1.0", image);

        ManifestDetails read = read(new Tag("1.0"));

        assertThat(read.digest()).isEqualTo(ManifestBuilder.digest(image.bytes()));
        assertThat(read.facts().kind()).isEqualTo(ImageKind.IMAGE);
        assertThat(read.facts().platforms()).containsExactly("linux/arm64");
        assertThat(read.facts().settings().command()).containsExactly("serve");
        assertThat(read.facts().labels()).containsEntry("b", "<b>");
        assertThat(read.facts().steps())
                .extracting(step -> step.step().orElseThrow().createdBy())
                .containsExactly("ADD rootfs.tar /", "CMD", "COPY . /");
        assertThat(read.facts().steps()).extracting(ImageStep::layer).element(1).isEqualTo(Optional.empty());
        long config = CONFIG.formatted("arm64").length();
        assertThat(read.facts().totalSize()).contains(image.bytes().length + config + 6);
        assertThat(images.tags(here(), read, "1.0", 10).items())
                .extracting(it -> it.name())
                .containsExactly("1.0");
    }

    @Test
    void saysNothingOfStepsThatDoNotFitTheLayers() {
        ManifestBuilder image = push("amd64", "alone");
        repository.put("1.0", image);

        assertThat(read(new Tag("1.0")).facts().steps())
                .extracting(it -> it.layer().isPresent())
                .containsExactly(true, false, false, false);
    }

    @Test
    void listsPlatformsInOrderAndAttestationsBelowThem() {
        ManifestBuilder arm = push("arm64", "a", "b");
        ManifestBuilder amd = push("amd64", "c", "d");
        repository.put(digest(arm), arm);
        repository.put(digest(amd), amd);
        ManifestBuilder attestation = attestation();
        repository.put(digest(attestation), attestation);
        ManifestBuilder index = anIndex()
                .with(
                        "manifests",
                        List.of(
                                entry(
                                        attestation,
                                        "unknown",
                                        Map.of(
                                                "vnd.docker.reference.type",
                                                "attestation-manifest",
                                                "vnd.docker.reference.digest",
                                                digest(arm).toString())),
                                entry(arm, "arm64", Map.of()),
                                entry(amd, "amd64", Map.of()),
                                entry(aManifest().withAnnotation("never", "pushed"), "s390x", Map.of())));
        repository.put("multi", index);

        ManifestDetails read = read(new Tag("multi"));
        read(digest(attestation));
        List<ImagePart> parts = images.parts(here(), read);

        assertThat(read.facts().kind()).isEqualTo(ImageKind.INDEX);
        assertThat(read.facts().platforms()).containsExactly("linux/amd64", "linux/arm64", "linux/s390x");
        assertThat(parts).extracting(ImagePart::isImage).containsExactly(true, true, true, false);
        assertThat(parts).extracting(it -> it.here().isPresent()).containsExactly(true, true, false, true);
        List<Attachment> attached = images.attachments(here(), List.of(read.digest(), digest(arm)), 0, 10)
                .items();
        assertThat(attached).extracting(Attachment::digest).containsExactly(digest(attestation));
        assertThat(attached.getFirst().about()).isEqualTo(digest(arm));
        assertThat(attached.getFirst().artifactType()).contains("application/vnd.in-toto+json");
        assertThat(attached.getFirst().predicates()).containsExactly("https://spdx.dev/Document");
        assertThat(images.parents(here(), digest(arm), 5).items()).containsExactly(read.digest());
    }

    @Test
    void findsWhatIsAboutAnImageBySubjectAndByTag() {
        ManifestBuilder image = push("amd64", "signed", "twice");
        repository.put("1.0", image);
        ManifestBuilder sbom = aManifest().withSubject(image.bytes()).withArtifactType("application/spdx+json");
        repository.put(digest(sbom), sbom);
        ManifestBuilder signature = aManifest().withAnnotation("signature", "cosign");
        repository.put("sha256-" + digest(image).hex() + ".sig", signature);

        List<Attachment> attached =
                images.attachments(here(), List.of(digest(image)), 0, 10).items();

        assertThat(attached).extracting(Attachment::digest).containsExactly(digest(sbom), digest(signature));
        assertThat(attached.getLast().tag()).contains("sha256-" + digest(image).hex() + ".sig");
        assertThat(images.attachments(
                                here(),
                                List.of(digest(image)),
                                attached.getFirst().id(),
                                10)
                        .items())
                .hasSize(1);
        assertThat(read(digest(sbom)).facts().kind()).isEqualTo(ImageKind.ARTIFACT);
        assertThat(read(digest(sbom)).facts().artifactType()).contains("application/spdx+json");
    }

    @Test
    void findsWhatClientsWithoutReferrersListed() {
        ManifestBuilder image = push("amd64", "own", "o");
        repository.put("1.0", image);
        ManifestBuilder signature = aManifest().withAnnotation("signature", "notation");
        repository.put(digest(signature), signature);
        String tag = "sha256-" + digest(image).hex();
        repository.put(tag, anIndex().with("manifests", List.of(entry(signature, "unknown", Map.of()))));
        read(new Tag(tag));

        assertThat(images.attachments(here(), List.of(digest(image)), 0, 10).items())
                .singleElement()
                .satisfies(it -> assertThat(it.digest()).isEqualTo(digest(signature)))
                .satisfies(it -> assertThat(it.about()).isEqualTo(digest(image)))
                .satisfies(it -> assertThat(it.tag()).contains(tag));
    }

    @Test
    void keepsTheLayersOfAnImageWhoseConfigIsNoJson() {
        byte[] config = "<html>".getBytes(UTF_8);
        repository.push(config);
        repository.push("layer".getBytes(UTF_8));
        repository.put("odd", aManifest().withConfig(config).withLayer("layer".getBytes(UTF_8)));

        ManifestDetails read = read(new Tag("odd"));

        assertThat(read.facts().failure()).contains(ImageFailure.INVALID);
        assertThat(read.facts().layers()).hasSize(1);
    }

    @Test
    void countsTheImagesThatShareALayer() {
        repository.put("one", push("amd64", "base", "one"));
        repository.put("two", push("arm64", "base", "two"));
        ManifestDetails read = read(new Tag("one"));

        assertThat(images.sharing(here(), read)).isEqualTo(Map.of(ManifestBuilder.digest("base".getBytes(UTF_8)), 1));
    }

    @Test
    void findsNothingOfOtherRepositories() {
        repository.put("1.0", push("amd64", "x", "y"));
        ManifestDetails read = read(new Tag("1.0"));
        RepositoryClient other =
                RepositoryClient.of(owner(), freshName(repository.name().split("/")[0]));
        other.pushImage("2.0");
        Repository elsewhere = repositories
                .find(new RepositoryName(other.name()))
                .orElseThrow()
                .forWriting();

        assertThat(images.find(elsewhere, read.digest())).isEmpty();
        assertThatThrownBy(() -> images.get(elsewhere, new Tag("1.0"))).isInstanceOf(OciException.class);
        assertThat(images.tags(elsewhere, read, "", 5).items()).isEmpty();
        assertThat(images.parents(elsewhere, read.digest(), 5).items()).isEmpty();
    }

    private ManifestDetails read(Reference reference) {
        return await().until(
                        () -> images.get(here(), reference), it -> !it.facts().waiting());
    }

    private Repository here() {
        return repositories
                .find(new RepositoryName(repository.name()))
                .orElseThrow()
                .forWriting();
    }

    private ManifestBuilder push(String architecture, String... layers) {
        byte[] config = CONFIG.formatted(architecture).getBytes(UTF_8);
        repository.push(config);
        repository.push("{}".getBytes(UTF_8));
        ManifestBuilder image = aManifest().withConfig(config);
        for (String layer : layers) {
            repository.push(layer.getBytes(UTF_8));
            image.withLayer(layer.getBytes(UTF_8));
        }
        return image;
    }

    private ManifestBuilder attestation() {
        byte[] statement = "{\"predicate\": 1}".getBytes(UTF_8);
        byte[] config = "{\"os\": \"unknown\", \"architecture\": \"unknown\"}".getBytes(UTF_8);
        repository.push(statement);
        repository.push(config);
        Map<String, Object> layer =
                new LinkedHashMap<>(ManifestBuilder.descriptor("application/vnd.in-toto+json", statement));
        layer.put("annotations", Map.of("in-toto.io/predicate-type", "https://spdx.dev/Document"));
        return aManifest().withConfig(config).with("layers", List.of(layer));
    }

    private static Map<String, Object> entry(
            ManifestBuilder manifest, String architecture, Map<String, String> annotations) {
        Map<String, Object> entry =
                new LinkedHashMap<>(ManifestBuilder.descriptor(ManifestBuilder.MANIFEST, manifest.bytes()));
        entry.put(
                "platform",
                Map.of("os", architecture.equals("unknown") ? "unknown" : "linux", "architecture", architecture));
        entry.put("annotations", annotations);
        return entry;
    }

    private static Digest digest(ManifestBuilder manifest) {
        return ManifestBuilder.digest(manifest.bytes());
    }
}
