package io.slipway.web.images;

import io.slipway.oci.Digest;

/// Digests as people compare them.
final class Brief {

    private static final int SHOWN = 12;

    private Brief() {}

    static String of(Digest digest) {
        return digest.hex().substring(0, SHOWN);
    }
}
