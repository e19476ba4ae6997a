package io.slipway.content;

import io.slipway.oci.Digest;
import io.slipway.work.LongReads;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/// What collection would do, and why it does not.
@Service
public class Forecasts {

    private static final int COUNTED = 1_000_000;

    private final ForecastSql sql;
    private final WhySql why;
    private final LongReads reads;

    Forecasts(ForecastSql sql, WhySql why, LongReads reads) {
        this.sql = sql;
        this.why = why;
        this.reads = reads;
    }

    /// Reviews that are due, counted up to a million of each kind.
    public record Queues(long links, long manifests) {}

    public Queues queues() {
        return new Queues(sql.linksDue(COUNTED), sql.manifestsDue(COUNTED));
    }

    /// What would go now, if everything that is due were looked at: the same predicates, nothing changed.
    public Forecast forecast() {
        return reads.run(sql::forecast);
    }

    /// Why anything with this digest is kept, anywhere.
    public Why why(Digest digest) {
        var places = Stream.concat(why.manifests(digest).stream(), why.blobs(digest).stream())
                .toList();
        return new Why(digest, places, why.sweeps(digest));
    }
}
