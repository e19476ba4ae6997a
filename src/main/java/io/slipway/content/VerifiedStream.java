package io.slipway.content;

import io.slipway.oci.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// The bytes of a whole blob. The last of them come only when all have its digest, so that whoever reads wrong ones is
/// left with too few.
final class VerifiedStream extends FilterInputStream {

    private final Blob blob;
    private final MessageDigest digest;
    private long passed;

    VerifiedStream(InputStream bytes, Blob blob) {
        super(bytes);
        this.blob = blob;
        this.digest = blob.digest().algorithm().newDigest();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = in.read(buffer, offset, length);
        if (n > 0) {
            digest.update(buffer, offset, n);
            passed += n;
            if (passed == blob.size()) {
                verify();
            }
        }
        return n;
    }

    /// Every byte has to be looked at.
    @Override
    public long skip(long count) throws IOException {
        return read(new byte[(int) Math.min(count, 64 * 1024)]);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void verify() throws IOException {
        Digest found = Digest.of(blob.digest().algorithm(), digest.digest());
        if (!found.equals(blob.digest())) {
            throw new IOException("the store gave other bytes than those of " + blob.digest());
        }
    }
}
