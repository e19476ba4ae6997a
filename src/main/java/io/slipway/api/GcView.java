package io.slipway.api;

import io.slipway.content.Collected;
import io.slipway.content.Forecast;
import io.slipway.content.Why;
import io.slipway.gc.GcRun;
import io.slipway.gc.GcStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Collection as it is told outside.
final class GcView {

    private GcView() {}

    /// @param refusal why nothing is collected
    /// @param due     reviews that wait for their turn
    record Status(
            String state,
            @Nullable Instant pausedAt,
            @Nullable String refusal,
            Due due) {

        static Status of(GcStatus status) {
            return new Status(
                    status.state().name().toLowerCase(Locale.ROOT),
                    status.pausedAt().orElse(null),
                    status.refusal().orElse(null),
                    new Due(status.due().links(), status.due().manifests()));
        }
    }

    record Due(long blobs, long manifests) {}

    /// @param bytes that the store got back
    record Run(
            Instant hour,
            Instant endedAt,
            long repositories,
            long manifests,
            long blobs,
            long uploads,
            long objects,
            long bytes) {

        static Run of(GcRun run) {
            Collected collected = run.collected();
            return new Run(
                    run.hour(),
                    run.endedAt(),
                    collected.repositories(),
                    collected.manifests(),
                    collected.blobs(),
                    collected.uploads(),
                    collected.objects(),
                    collected.bytes());
        }
    }

    /// As the module tells it.
    record DryRun(
            long repositories,
            long manifests,
            long blobs,
            long bytes,
            long uploads,
            long objects,
            long objectBytes,
            long waitingObjects,
            long waitingBytes) {

        static DryRun of(Forecast forecast) {
            return new DryRun(
                    forecast.repositories(),
                    forecast.manifests(),
                    forecast.blobs(),
                    forecast.bytes(),
                    forecast.uploads(),
                    forecast.objects(),
                    forecast.objectBytes(),
                    forecast.waiting(),
                    forecast.waitingBytes());
        }
    }

    record Reasons(String digest, List<Place> places, List<Instant> bytesGo) {

        static Reasons of(Why why) {
            return new Reasons(
                    why.digest().toString(),
                    why.places().stream().map(Place::of).toList(),
                    why.sweeps());
        }
    }

    /// @param goes when it goes if nothing changes
    record Place(
            String kind,
            String repository,
            List<Reason> reasons,
            @Nullable Instant goes) {

        static Place of(Why.Place place) {
            return new Place(
                    place.what().name().toLowerCase(Locale.ROOT),
                    place.repository().value(),
                    place.reasons().stream().map(Reason::of).toList(),
                    place.goes().orElse(null));
        }
    }

    record Reason(
            String kind, @Nullable String by, @Nullable Instant until) {

        static Reason of(Why.Reason reason) {
            return new Reason(
                    reason.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    reason.by().isEmpty() ? null : reason.by(),
                    reason.until().orElse(null));
        }
    }
}
