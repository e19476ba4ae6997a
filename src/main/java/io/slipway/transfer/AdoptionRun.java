package io.slipway.transfer;

import io.slipway.oci.BareManifest;
import io.slipway.oci.Descriptor;
import io.slipway.oci.Digest;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.ImageIndex;
import io.slipway.oci.ImageManifest;
import io.slipway.oci.Manifest;
import io.slipway.oci.ManifestLimits;
import io.slipway.oci.OciException;
import io.slipway.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What all repositories of an adoption share: what is read, where it goes, and what became of it.
record AdoptionRun(
        FoundRegistry registry, BlobChecks checks, Contents contents, AdoptionReport report, AdoptionWish wish) {

    /// Its bytes are those of its digest, always.
    ///
    /// @throws OciException for one that is not there, or that no push would bring in
    Manifest manifest(FoundRepository found, Digest digest) {
        if (!found.manifests().contains(digest)) {
            throw refused("the repository does not have this manifest any more");
        }
        OptionalLong size = registry.size(digest);
        if (size.isEmpty()) {
            throw refused("there are no bytes of it");
        }
        if (size.getAsLong() > ManifestLimits.MAX_BYTES) {
            throw refused("it has " + size.getAsLong() + " bytes, a manifest at most " + ManifestLimits.MAX_BYTES);
        }
        byte[] bytes = bytes(digest, size.getAsLong());
        Digest actual = Digest.compute(digest.algorithm(), bytes);
        if (!actual.equals(digest)) {
            throw refused("its bytes have the digest " + actual);
        }
        return BareManifest.parse(bytes);
    }

    /// What the image needs and the store has.
    ///
    /// @throws OciException where something is missing or wrong
    List<Descriptor> needed(FoundRepository found, ImageManifest image) {
        List<Descriptor> needed = new ArrayList<>();
        for (Descriptor part : image.references()) {
            Optional<String> problem = found.blobs().contains(part.digest())
                    ? checks.problem(part)
                    : Optional.of("its blob " + part.digest() + " is not linked in the repository");
            if (problem.isEmpty()) {
                needed.add(part);
            } else if (!part.isNonDistributable()) {
                throw refused(problem.get());
            }
        }
        return needed;
    }

    /// Blobs that the index lists as builders' caches do. All that an index lists may be absent.
    List<Descriptor> held(FoundRepository found, ImageIndex index) {
        return index.manifests().stream()
                .filter(part -> !found.manifests().contains(part.digest()))
                .filter(part -> found.blobs().contains(part.digest()))
                .filter(part -> checks.problem(part).isEmpty())
                .toList();
    }

    private byte[] bytes(Digest digest, long size) {
        try (InputStream bytes = registry.open(digest, size)) {
            return bytes.readAllBytes();
        } catch (StorageException | IOException failure) {
            // the whole store, or this one only?
            registry.check();
            throw refused("its bytes cannot be read: " + failure.getMessage());
        }
    }

    private static OciException refused(String reason) {
        return new OciException(ErrorCode.MANIFEST_INVALID, reason);
    }
}
