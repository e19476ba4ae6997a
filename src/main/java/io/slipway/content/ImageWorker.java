package io.slipway.content;

import io.slipway.content.ImageWorkSql.Claim;
import io.slipway.content.ImageWorkSql.Unread;
import io.slipway.oci.ImageConfig;
import io.slipway.oci.ImageIndex;
import io.slipway.oci.ImageManifest;
import io.slipway.oci.Manifest;
import io.slipway.oci.OciException;
import io.slipway.storage.ByteRange;
import io.slipway.storage.StorageException;
import io.slipway.storage.Stores;
import io.slipway.work.Wakeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Reads each manifest and its config once, after the push: one at a time, on every replica, beside the threads of
/// requests.
@Component
class ImageWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ImageWorker.class);

    private static final int BATCH = 20;
    private static final int ATTEMPTS = 8;

    private final ImageWorkSql sql;
    private final LabelSql labels;
    private final ExpirySql expiries;
    private final Sizes sizes;
    private final Stores stores;
    private final Transactions transactions;
    private final Wakeable thread = Wakeable.computing("images", this::readAll);

    ImageWorker(
            ImageWorkSql sql,
            LabelSql labels,
            ExpirySql expiries,
            Sizes sizes,
            Stores stores,
            Transactions transactions) {
        this.sql = sql;
        this.expiries = expiries;
        this.labels = labels;
        this.sizes = sizes;
        this.stores = stores;
        this.transactions = transactions;
    }

    @Scheduled(fixedDelay = 1_000)
    void wake() {
        thread.wake();
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void readAll() {
        List<Claim> claims = sql.claim(BATCH);
        while (!claims.isEmpty() && !thread.isStopped()) {
            claims.forEach(this::read);
            claims = sql.claim(BATCH);
        }
    }

    private void read(Claim claim) {
        try {
            sql.find(claim.manifestId()).ifPresent(unread -> keep(claim, unread));
        } catch (StorageException | UncheckedIOException e) {
            LOG.warn("manifest {} was not read and waits for another try: {}", claim.manifestId(), e.getMessage());
            sql.postpone(claim.manifestId(), claim.attempts());
        } catch (RuntimeException e) {
            LOG.error("manifest {} was not read and waits for another try", claim.manifestId(), e);
            sql.postpone(claim.manifestId(), claim.attempts());
        }
    }

    /// Of what collection took meanwhile nothing is kept.
    void keep(Claim claim, Unread unread) {
        Manifest parsed = Manifest.parse(unread.mediaType(), unread.payload());
        ImageReading reading = switch (parsed) {
            case ImageIndex index -> ImageReading.of(index);
            case ImageManifest manifest
            when !ImageReading.hasImageConfig(manifest) ->
                ImageReading.of(manifest, Optional.empty(), Optional.empty());
            case ImageManifest manifest
            when claim.attempts() > ATTEMPTS ->
                ImageReading.of(manifest, Optional.empty(), Optional.of(ImageFailure.UNREADABLE));
            case ImageManifest manifest -> image(manifest, unread);
        };
        Optional<Duration> expiry = ExpiryLabels.find(said(reading), parsed.annotations());
        boolean expires = expiry.isPresent() || parsed instanceof ImageIndex;
        boolean kept = transactions.run(() -> {
            if (expires) {
                expiries.lockSaid(claim.manifestId());
            }
            if (!sql.hold(claim.manifestId())) {
                return false;
            }
            sql.addParts(claim.manifestId(), unread.repositoryId(), reading.descriptors());
            sql.addPlatforms(claim.manifestId(), unread.repositoryId(), reading.platforms());
            labels.add(claim.manifestId(), unread.repositoryId(), said(reading), parsed.annotations());
            sql.finish(claim.manifestId(), reading);
            if (expires) {
                expiries.keepSaid(claim.manifestId(), expiry);
                expiries.applySaid(claim.manifestId());
            }
            sql.completeIndexes(claim.manifestId());
            return true;
        });
        if (kept) {
            sizes.changed(unread.repositoryId());
        }
    }

    private static Map<String, String> said(ImageReading reading) {
        return reading.config().map(ImageConfig::labels).orElse(Map.of());
    }

    private ImageReading image(ImageManifest manifest, Unread unread) {
        if (unread.size() > ImageConfig.MAX_BYTES) {
            return ImageReading.of(manifest, Optional.empty(), Optional.of(ImageFailure.TOO_LARGE));
        }
        ByteRange all = new ByteRange(0, unread.size());
        try (InputStream bytes =
                stores.read(unread.place().orElseThrow(() -> new StorageException("its config is not linked")), all)) {
            return ImageReading.of(manifest, Optional.of(ImageConfig.read(bytes)), Optional.empty());
        } catch (OciException e) {
            return ImageReading.of(manifest, Optional.empty(), Optional.of(ImageFailure.INVALID));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
