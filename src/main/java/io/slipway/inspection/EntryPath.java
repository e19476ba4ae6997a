package io.slipway.inspection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A path inside an image: relative to its root, which is empty, with single slashes and nothing that leads up.
///
/// @param name the last part; empty for the root
record EntryPath(String parent, String name) {

    static final EntryPath ROOT = new EntryPath("", "");

    private static final int KEY = 16;

    /// As somebody wrote it: absolute paths begin at the root of the image.
    ///
    /// @return empty where it leads up, or has a name that no file system can hold
    /// @throws LayerFailedException where it is too long
    static Optional<EntryPath> parse(String written) throws LayerFailedException {
        if (written.getBytes(StandardCharsets.UTF_8).length > LayerLimits.PATH) {
            throw new LayerFailedException(LayerFailure.TOO_LONG_PATHS);
        }
        List<String> parts = new ArrayList<>();
        for (String part : written.split("/")) {
            if (part.equals("..") || part.indexOf('\0') >= 0 || part.length() > LayerLimits.NAME) {
                return Optional.empty();
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (parts.size() > LayerLimits.DEPTH) {
            throw new LayerFailedException(LayerFailure.TOO_DEEP_PATHS);
        }
        return Optional.of(of(parts));
    }

    private static EntryPath of(List<String> parts) {
        return parts.isEmpty()
                ? ROOT
                : new EntryPath(String.join("/", parts.subList(0, parts.size() - 1)), parts.getLast());
    }

    boolean isRoot() {
        return name.isEmpty();
    }

    /// How many parts it has.
    int depth() {
        return isRoot()
                ? 0
                : 1
                        + (parent.isEmpty()
                                ? 0
                                : 1
                                        + (int) parent.chars()
                                                .filter(it -> it == '/')
                                                .count());
    }

    EntryPath up() {
        int end = parent.lastIndexOf('/');
        return parent.isEmpty()
                ? ROOT
                : new EntryPath(parent.substring(0, Math.max(0, end)), parent.substring(end + 1));
    }

    EntryPath child(String child) {
        return new EntryPath(toString(), child);
    }

    EntryPath sibling(String other) {
        return new EntryPath(parent, other);
    }

    /// From the root to this one.
    List<EntryPath> chain() {
        List<EntryPath> chain = new ArrayList<>();
        for (EntryPath path = this; !path.isRoot(); path = path.up()) {
            chain.add(path);
        }
        chain.add(ROOT);
        return chain.reversed();
    }

    /// Stands for the parent where its path would be too long.
    byte[] folder() {
        return key(parent);
    }

    /// Stands for this path as the parent of others.
    byte[] key() {
        return key(toString());
    }

    private static byte[] key(String path) {
        try {
            return Arrays.copyOf(
                    MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8)), KEY);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return parent.isEmpty() ? name : parent + "/" + name;
    }
}
