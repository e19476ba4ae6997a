package io.slipway.inspection;

import io.slipway.oci.Digest;
import java.util.OptionalLong;

/// A file of an image, after links were followed.
///
/// @param path     where it lies, without links
/// @param layer    that has its bytes
/// @param position of its bytes in the uncompressed layer; empty where they are not in one piece
public record FoundFile(String path, Digest layer, long size, OptionalLong position) {

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
