package io.slipway.oci;

import java.util.Base64;

/// The `data` of a descriptor: the content itself, so it must be what size and digest say.
final class EmbeddedData {

    private EmbeddedData() {}

    static void check(String path, String base64, long size, Digest digest) {
        var content = decode(path, base64);
        if (content.length != size) {
            throw OciException.manifestInvalid(
                    path + " has " + content.length + " bytes, but the descriptor's size is " + size + ".");
        }
        if (!Digest.compute(digest.algorithm(), content).equals(digest)) {
            throw OciException.manifestInvalid(path + " does not match the descriptor's digest " + digest + ".");
        }
    }

    private static byte[] decode(String path, String base64) {
        // Java forgives missing padding, other readers do not.
        if (base64.length() % 4 == 0) {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException malformed) {
                // answered below
            }
        }
        throw OciException.manifestInvalid(path + " is not valid base64.");
    }
}
