package io.slipway.web.admin;

import io.slipway.content.DamagedBlob;
import io.slipway.content.ScrubProgress;
import io.slipway.gc.ScrubStatus;
import io.slipway.web.Language;
import io.slipway.web.Moment;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Whether stored bytes are still right.
///
/// @param first whether this is the start of the list of damaged blobs
/// @param next  where it goes on
public record Scrubbing(Checked checked, List<Damaged> damaged, boolean first, Optional<String> next) {

    /// @param state   a message
    /// @param refusal why nothing is read, in English
    /// @param hours   how often each blob is read
    /// @param percent bytes that were read or pushed within that time, of all; empty where there are none
    /// @param due     blobs that are to be read now
    public record Checked(
            String state,
            Optional<String> refusal,
            long hours,
            Size rate,
            Optional<Integer> percent,
            Size right,
            Size all,
            long due,
            Size dueBytes,
            Optional<Moment> ends,
            Optional<Moment> begins) {

        private static final long HOURS_OF_A_DAY = 24;

        static Checked of(ScrubStatus status, Language language) {
            ScrubProgress progress = status.progress();
            long right =
                    progress.bytes() - progress.dueBytes() - progress.damage().bytes();
            return new Checked(
                    "gc.bytes.state." + status.state().name().toLowerCase(Locale.ROOT),
                    status.refusal(),
                    Math.max(1, status.period().toHours()),
                    Size.of(status.rate(), language),
                    Optional.of(progress.bytes()).filter(bytes -> bytes > 0).map(bytes ->
                            (int) (100.0 * right / bytes)),
                    Size.of(right, language),
                    Size.of(progress.bytes(), language),
                    progress.due(),
                    Size.of(progress.dueBytes(), language),
                    status.ends().map(at -> Moment.of(at, language)),
                    status.begins().map(at -> Moment.of(at, language)));
        }

        public boolean healthy() {
            return refusal.isEmpty() && !state.endsWith("disabled");
        }

        public boolean wholeDays() {
            return hours % HOURS_OF_A_DAY == 0;
        }

        public long days() {
            return hours / HOURS_OF_A_DAY;
        }
    }

    /// @param more    there may be repositories beyond these
    /// @param command pushes it again, where a tag needs it
    public record Damaged(
            String digest, Size size, Moment since, List<Place> places, boolean more, Optional<String> command) {

        private static final int SHORT = 12;

        static Damaged of(DamagedBlob blob, Shell shell) {
            List<Place> places = blob.places().stream()
                    .map(it -> new Place(it.repository().value(), it.tag()))
                    .toList();
            return new Damaged(
                    blob.digest().toString(),
                    Size.of(blob.size(), shell.language()),
                    Moment.of(blob.damagedAt(), shell.language()),
                    places,
                    places.size() == DamagedBlob.PLACES,
                    places.stream()
                            .filter(it -> it.tag().isPresent())
                            .findFirst()
                            .map(it -> "docker push " + shell.registry() + "/" + it.image()));
        }

        public String shortDigest() {
            int hex = digest.indexOf(':') + 1;
            return digest.substring(hex, hex + SHORT);
        }
    }

    /// @param tag one that needs it
    public record Place(String repository, Optional<String> tag) {

        String image() {
            return repository + tag.map(it -> ":" + it).orElse("");
        }
    }
}
