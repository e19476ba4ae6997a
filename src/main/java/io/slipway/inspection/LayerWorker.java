package io.slipway.inspection;

import io.slipway.content.BlobContent;
import io.slipway.content.Blobs;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryState;
import io.slipway.inspection.LayerWorkSql.Claim;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.work.Wakeable;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Reads the layers that somebody wants to look into: one at a time on every replica, each once for all repositories.
@Component
class LayerWorker implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(LayerWorker.class);

    private static final int ATTEMPTS = 5;

    private final LayerWorkSql sql;
    private final SumsWork sums;
    private final ComparisonWork comparisons;
    private final Repositories repositories;
    private final Blobs blobs;
    private final Wakeable thread = Wakeable.computing("layers", this::readAll);

    LayerWorker(LayerWorkSql sql, SumsWork sums, ComparisonWork comparisons, Repositories repositories, Blobs blobs) {
        this.sql = sql;
        this.sums = sums;
        this.comparisons = comparisons;
        this.repositories = repositories;
        this.blobs = blobs;
    }

    @Scheduled(fixedDelay = 1_000)
    void wake() {
        thread.wake();
    }

    @Scheduled(fixedDelay = 600_000)
    void forget() {
        sql.forget();
        comparisons.forget();
    }

    @Override
    public void destroy() {
        thread.stop();
    }

    private void readAll() {
        boolean any = true;
        while (any && !thread.isStopped()) {
            Optional<Claim> claim = sql.claim();
            claim.ifPresent(this::read);
            boolean added = sums.next(thread::isStopped);
            boolean compared = comparisons.next(thread::isStopped);
            any = claim.isPresent() || added || compared;
        }
    }

    private void read(Claim claim) {
        sql.clear(claim.layerId());
        if (claim.attempts() > ATTEMPTS) {
            sql.fail(claim, LayerFailure.UNREADABLE);
            return;
        }
        try {
            LayerRows rows = new LayerRows(sql, claim);
            BlobContent content = blobs.open(repository(claim), claim.digest());
            LayerReader.Result result = LayerReader.read(
                    content.open(0, content.size()), LayerLimits.DEFAULT, thread::isStopped, rows::add);
            rows.write();
            sql.finish(claim, result);
        } catch (LayerFailedException e) {
            LOG.info("layer {} is not listed: {}", claim.digest(), e.getMessage());
            sql.clear(claim.layerId());
            sql.fail(claim, e.failure());
        } catch (LayerRows.LostException e) {
            LOG.info("layer {} is read by another replica", claim.digest());
        } catch (OciException e) {
            LOG.info("layer {} is gone from {}", claim.digest(), claim.repository());
            sql.fail(claim, LayerFailure.UNREADABLE);
        } catch (IOException | RuntimeException e) {
            LOG.warn("layer {} was not read and waits for another try", claim.digest(), e);
            sql.postpone(claim);
        }
    }

    private Repository repository(Claim claim) {
        return repositories
                .find(claim.repository())
                .map(RepositoryState::forReading)
                .orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }
}
