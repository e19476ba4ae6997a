package io.slipway.content;

import java.util.List;

/// How signatures are told from all else that is about an image. Nothing here verifies one.
public final class Signatures {

    /// Parts of artifact types and media types, in lower case: of cosign, Notation and Sigstore's bundles.
    public static final List<String> TYPES =
            List.of("simplesigning", "cosign.artifact.sig", "notary.signature", "sigstore.bundle");

    /// How the name of a tag ends that ties a signature to its image, where nothing else does.
    public static final String ENDING = ".sig";

    private static final int READ = 1000;

    /// Whether a signature stands beside `m`, a manifest in the repository of `t`; of its first referrers only, since
    /// there may be any number of them.
    // OFFSET 0: the one index to find the rows by, see docs/adr/0007
    static final String ATTACHED = """
            (EXISTS (
                SELECT FROM (
                    SELECT artifact_type, deleted_at FROM content.manifest
                    WHERE repository_id = t.repository_id AND subject = m.digest ORDER BY id LIMIT %d) referrer
                WHERE referrer.deleted_at IS NULL AND lower(referrer.artifact_type) ~ '%s')
            OR EXISTS (
                SELECT FROM content.tag
                WHERE repository_id = t.repository_id
                    AND name = 'sha256-' || encode(substr(m.digest, 2), 'hex') || '%s' OFFSET 0))
            """.formatted(READ, String.join("|", TYPES).replace(".", "\\."), ENDING);

    private Signatures() {}
}
