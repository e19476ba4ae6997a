package io.slipway.web.images;

import io.slipway.content.Attachment;
import io.slipway.content.Signatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What kinds of things there are about images, told from the types that tools give them.
enum AttachedKind {
    SIGNATURE(Stream.concat(Signatures.TYPES.stream(), Stream.of(Signatures.ENDING))),
    SBOM("spdx", "cyclonedx", "syft", ".sbom"),
    PROVENANCE("slsa.dev/provenance"),
    ATTESTATION("in-toto", ".att");

    private final List<String> marks;

    AttachedKind(String... marks) {
        this(Stream.of(marks));
    }

    AttachedKind(Stream<String> marks) {
        this.marks = marks.toList();
    }

    /// The names of messages, at least one.
    static List<String> of(Attachment attachment) {
        List<String> words = Stream.concat(
                        Stream.concat(attachment.artifactType().stream(), attachment.tag().stream()),
                        attachment.predicates().stream())
                .map(it -> it.toLowerCase(Locale.ROOT))
                .toList();
        List<String> found = new ArrayList<>();
        for (AttachedKind kind : values()) {
            boolean told = kind == ATTESTATION && !found.isEmpty();
            if (!told && words.stream().anyMatch(kind::isIn)) {
                found.add("attached." + kind.name().toLowerCase(Locale.ROOT));
            }
        }
        return found.isEmpty() ? List.of("attached.other") : found;
    }

    private boolean isIn(String word) {
        return marks.stream().anyMatch(mark -> mark.startsWith(".") ? word.endsWith(mark) : word.contains(mark));
    }
}
