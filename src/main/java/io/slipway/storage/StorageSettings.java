package io.slipway.storage;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

@ConfigurationProperties("slipway.storage")
record StorageSettings(@DefaultValue("disk") Type type, Disk disk) {

    /// @see BlobStore#id()
    enum Type {
        DISK(1),
        S3(2);

        private final short store;

        Type(int store) {
            this.store = (short) store;
        }

        short store() {
            return store;
        }
    }

    /// Without a reserve the larger of 2 GiB and 5 % is kept free; `0` keeps nothing.
    record Disk(Path path, Optional<DataSize> reserve) {

        Disk {
            path = path.toAbsolutePath().normalize();
            // an unset Optional is bound as null
            reserve = Objects.requireNonNullElse(reserve, Optional.empty());
            if (reserve.filter(DataSize::isNegative).isPresent()) {
                throw new IllegalArgumentException("slipway.storage.disk.reserve cannot be negative");
            }
        }
    }
}
