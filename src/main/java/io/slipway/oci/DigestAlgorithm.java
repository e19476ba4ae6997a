package io.slipway.oci;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

public enum DigestAlgorithm {
    SHA256("sha256", "SHA-256", 32, (byte) 1),
    SHA512("sha512", "SHA-512", 64, (byte) 2);

    private final String id;
    private final String javaName;
    private final int length;
    private final byte code;

    DigestAlgorithm(String id, String javaName, int length, byte code) {
        this.id = id;
        this.javaName = javaName;
        this.length = length;
        this.code = code;
    }

    /// Only the exact, lower-case id is found.
    public static Optional<DigestAlgorithm> find(String id) {
        for (var algorithm : values()) {
            if (algorithm.id.equals(id)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /// The name before the colon of a digest.
    public String id() {
        return id;
    }

    /// Bytes of a hash.
    public int length() {
        return length;
    }

    /// The first byte of a digest in the database: never change one.
    public byte code() {
        return code;
    }

    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(javaName);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("This Java runtime lacks " + javaName, missing);
        }
    }
}
