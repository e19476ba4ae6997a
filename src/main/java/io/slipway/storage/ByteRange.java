package io.slipway.storage;

/// The bytes from `start` up to, but without, `end`.
public record ByteRange(long start, long end) {

    public ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("A byte range from " + start + " to " + end + " cannot be");
        }
    }

    public long length() {
        return end - start;
    }
}
