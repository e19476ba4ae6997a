package io.slipway.work;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/// A share of traces, decided by the last 56 bits of their ids, which W3C Trace Context level 2 calls random. The
/// library's sampler decides by the last 64, of which two are fixed where ids are made of UUIDs: of those it takes
/// none for any share below a half.
record TraceSampler(double share) implements Sampler {

    private static final int DIGITS = 14;

    TraceSampler {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "management.tracing.sampling.probability has to be from 0.0 to 1.0, not " + share);
        }
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String traceId, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        long random = Long.parseLong(traceId, traceId.length() - DIGITS, traceId.length(), 16);
        return random < share * (1L << (4 * DIGITS)) ? SamplingResult.recordAndSample() : SamplingResult.drop();
    }

    @Override
    public String getDescription() {
        return "TraceSampler{" + share + "}";
    }
}
