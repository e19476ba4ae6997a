package io.slipway.storage;

/// The folder that the registry "distribution" (`registry:2`, `registry:3`) makes below its root. A store may
/// hold one: what lies there is that registry's, but for blobs that were adopted, whose keys the database knows.
public final class ForeignFolder {

    public static final String PATH = "docker/registry/v2/";

    private ForeignFolder() {}

    public static boolean holds(StorageKey key) {
        return key.value().startsWith(PATH);
    }
}
