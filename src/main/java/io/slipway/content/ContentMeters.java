package io.slipway.content;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.slipway.storage.Stores;
import io.slipway.work.LongReads;
import io.slipway.work.Sampled;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// How much is stored, and whether more may come.
@Component
class ContentMeters implements MeterBinder {

    /// The sum over all blobs looks at each of them.
    private static final Duration SELDOM = Duration.ofMinutes(5);

    /// They measure their calls: made first, they would ask for the meters that this is to be one of.
    private final ObjectProvider<Stores> stores;
    private final Sampled<ContentMeterSql.Content> content;
    private final Sampled<Long> unique;

    ContentMeters(ObjectProvider<Stores> stores, ContentMeterSql sql, LongReads reads) {
        this.stores = stores;
        this.content = new Sampled<>("content", Sampled.USUAL, sql::content);
        this.unique = new Sampled<>("blobs", SELDOM, () -> reads.run(sql::blobBytes));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bytes(registry, "unique", () -> unique.get(Long::doubleValue));
        bytes(registry, "logical", () -> content.get(ContentMeterSql.Content::repositoryBytes));
        bytes(registry, "pending_gc", () -> content.get(ContentMeterSql.Content::doomedBytes));
        Gauge.builder("slipway.blob.upload.sessions", () -> content.get(ContentMeterSql.Content::uploads))
                .register(registry);
        Gauge.builder(
                        "slipway.storage.accepts.uploads",
                        () -> stores.getObject().forNew().acceptsUploads() ? 1 : 0)
                .register(registry);
    }

    private static void bytes(MeterRegistry registry, String kind, Supplier<Number> value) {
        Gauge.builder("slipway.storage", value)
                .baseUnit("bytes")
                .tag("kind", kind)
                .register(registry);
    }
}
