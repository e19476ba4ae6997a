package io.slipway.web.admin;

import io.slipway.content.Collected;
import io.slipway.content.Forecast;
import io.slipway.content.Forecasts.Queues;
import io.slipway.content.Why;
import io.slipway.gc.GcRun;
import io.slipway.gc.GcStatus;
import io.slipway.web.FieldFaults;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How space comes back.
///
/// @param mayChange the reader is an administrator, no auditor
/// @param digest    that was asked about, as it was typed
/// @param bytes     whether they are still right
/// @param first     whether this is the start of the history
/// @param next      where it goes on
public record CollectionPage(
        Shell shell,
        boolean mayChange,
        Status status,
        Optional<Planned> planned,
        String digest,
        FieldFaults faults,
        Optional<Reasons> reasons,
        Scrubbing bytes,
        List<Row> rows,
        boolean first,
        Optional<String> next) {

    public String tab() {
        return "gc";
    }

    /// @param refusal why nothing is collected, in English
    public record Status(String state, Optional<Moment> pausedAt, Optional<String> refusal, Queues due) {

        static Status of(GcStatus status, Language language) {
            return new Status(
                    "gc.state." + lower(status.state()),
                    status.pausedAt().map(at -> Moment.of(at, language)),
                    status.refusal(),
                    status.due());
        }

        public boolean paused() {
            return pausedAt.isPresent();
        }

        public boolean healthy() {
            return state.equals("gc.state.running");
        }
    }

    /// What would go now.
    public record Planned(Forecast numbers, Size bytes, Size objectBytes, Size waitingBytes) {

        static Planned of(Forecast forecast, Language language) {
            return new Planned(
                    forecast,
                    Size.of(forecast.bytes(), language),
                    Size.of(forecast.objectBytes(), language),
                    Size.of(forecast.waitingBytes(), language));
        }
    }

    /// @param sweeps when bytes go that had the digest
    public record Reasons(List<Place> places, List<Moment> sweeps) {

        static Reasons of(Why why, Language language) {
            return new Reasons(
                    why.places().stream().map(it -> Place.of(it, language)).toList(),
                    why.sweeps().stream().map(it -> Moment.of(it, language)).toList());
        }

        public boolean unknown() {
            return places.isEmpty() && sweeps.isEmpty();
        }
    }

    /// @param what a message
    /// @param goes empty while something holds it
    public record Place(String repository, String what, List<Reason> reasons, Optional<Moment> goes) {

        static Place of(Why.Place place, Language language) {
            return new Place(
                    place.repository().value(),
                    "gc.why." + lower(place.what()),
                    place.reasons().stream()
                            .map(it -> new Reason(
                                    "gc.reason." + lower(it.kind()),
                                    it.by(),
                                    it.until().map(until -> Moment.of(until, language))))
                            .toList(),
                    place.goes().map(at -> Moment.of(at, language)));
        }
    }

    public record Reason(String message, String by, Optional<Moment> until) {}

    /// An hour.
    public record Row(Moment hour, Collected collected, Size bytes) {

        static Row of(GcRun run, Language language) {
            return new Row(
                    Moment.of(run.hour(), language),
                    run.collected(),
                    Size.of(run.collected().bytes(), language));
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
