package io.slipway.transfer;

import io.slipway.content.Adoptions;
import io.slipway.oci.Descriptor;
import io.slipway.oci.Digest;
import io.slipway.storage.StorageException;
import io.slipway.transfer.AdoptionReport.Sum;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Whether blobs have the bytes that their digests say. Each is read once at most.
final class BlobChecks {

    private static final int BUFFER = 256 * 1024;

    private final FoundRegistry registry;
    private final Adoptions adoptions;
    private final boolean trust;
    private final AdoptionReport report;
    private final Map<Digest, String> wrong = new HashMap<>();
    private final Set<Digest> right = new HashSet<>();

    BlobChecks(FoundRegistry registry, Adoptions adoptions, boolean trust, AdoptionReport report) {
        this.registry = registry;
        this.adoptions = adoptions;
        this.trust = trust;
        this.report = report;
    }

    /// Why a manifest cannot have this blob, in a sentence.
    Optional<String> problem(Descriptor descriptor) {
        Digest digest = descriptor.digest();
        Optional<Long> known = adoptions.size(digest);
        OptionalLong size = known.map(OptionalLong::of).orElseGet(() -> registry.size(digest));
        if (size.isEmpty()) {
            return Optional.of("there are no bytes of " + digest);
        }
        if (size.getAsLong() != descriptor.size()) {
            return Optional.of(digest + " has " + size.getAsLong() + " bytes, the manifest says " + descriptor.size());
        }
        if (known.isPresent() || trust || right.contains(digest)) {
            return Optional.empty();
        }
        if (!wrong.containsKey(digest)) {
            compare(digest, size.getAsLong());
        }
        return Optional.ofNullable(wrong.get(digest));
    }

    private void compare(Digest digest, long size) {
        try {
            Digest found = hash(digest, size);
            if (found.equals(digest)) {
                right.add(digest);
            } else {
                wrong.put(digest, "the bytes of " + digest + " have the digest " + found);
            }
        } catch (StorageException | IOException failure) {
            // the whole store, or this blob only?
            registry.check();
            wrong.put(digest, "the bytes of " + digest + " cannot be read: " + failure.getMessage());
        }
    }

    private Digest hash(Digest digest, long size) throws IOException {
        MessageDigest hash = digest.algorithm().newDigest();
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = registry.open(digest, size)) {
            for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
                hash.update(buffer, 0, n);
                report.add(Sum.READ, n);
            }
        }
        return Digest.of(digest.algorithm(), hash.digest());
    }
}
