package io.slipway.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// Whether the volume has more room than the reserve; measured at most once a second, for it is asked by every upload.
final class FreeSpace {

    private static final long MINIMUM_RESERVE = DataSize.ofGigabytes(2).toBytes();
    private static final long RESERVED_PART = 20;
    private static final long VALID_NANOS = Duration.ofSeconds(1).toNanos();

    private final StoreFolder folder;
    private final Optional<DataSize> reserve;
    private volatile @Nullable Measurement latest;

    FreeSpace(StoreFolder folder, Optional<DataSize> reserve) {
        this.folder = folder;
        this.reserve = reserve;
    }

    boolean isAboveReserve() {
        Measurement known = latest;
        if (known == null || System.nanoTime() - known.nanoTime() > VALID_NANOS) {
            known = new Measurement(measure(), System.nanoTime());
            latest = known;
        }
        return known.aboveReserve();
    }

    private boolean measure() {
        folder.requireMarker();
        try {
            FileStore volume = Files.getFileStore(folder.root());
            return volume.getUsableSpace() >= reserve(volume);
        } catch (IOException failure) {
            throw StorageFailures.of("measure the free space of " + folder.root(), folder.root(), failure);
        }
    }

    private long reserve(FileStore volume) throws IOException {
        return reserve.isPresent()
                ? reserve.get().toBytes()
                : Math.max(MINIMUM_RESERVE, volume.getTotalSpace() / RESERVED_PART);
    }

    private record Measurement(boolean aboveReserve, long nanoTime) {}
}
