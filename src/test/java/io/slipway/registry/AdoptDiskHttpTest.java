package io.slipway.registry;

import java.io.IOException;
import java.nio.file.Files;
import org.springframework.beans.factory.annotation.Autowired;

/// The folder of another registry, which became a disk store.
class AdoptDiskHttpTest extends AdoptHttpBase {

    @Autowired
    StoredBytes stored;

    @Override
    void store(FoundTree files) throws IOException {
        files.writeTo(stored.folder());
    }

    @Override
    boolean isStored(String path) {
        return Files.exists(stored.folder().resolve(path));
    }
}
