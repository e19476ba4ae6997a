package io.slipway.api;

import io.slipway.access.SiteAccess;
import io.slipway.content.DamagedBlob;
import io.slipway.content.Page;
import io.slipway.content.ScrubProgress;
import io.slipway.gc.Scrub;
import io.slipway.gc.ScrubStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The check of all bytes, for administrators and auditors.
@RestController
@RequestMapping(ScrubResource.PATH)
class ScrubResource {

    static final String PATH = "/api/v1/admin/scrub";

    private final SiteAccess site;
    private final Scrub scrub;

    ScrubResource(SiteAccess site, Scrub scrub) {
        this.site = site;
        this.scrub = scrub;
    }

    /// @param state   READING, WAITING, REFUSED or DISABLED
    /// @param refusal why nothing is read
    /// @param period  in seconds: how often each blob is read
    /// @param rate    bytes in a second, at most
    /// @param checked blobs that were found right within the period
    /// @param due     blobs that are to be read now
    /// @param endsAt  when they are read
    /// @param nextAt  when the next one is due, where none is
    record Progress(
            String state,
            Optional<String> refusal,
            long period,
            long rate,
            long blobs,
            long bytes,
            long checked,
            long checkedBytes,
            long due,
            long dueBytes,
            long damaged,
            Optional<Instant> endsAt,
            Optional<Instant> nextAt) {

        static Progress of(ScrubStatus status) {
            ScrubProgress progress = status.progress();
            return new Progress(
                    status.state().name(),
                    status.refusal(),
                    status.period().toSeconds(),
                    status.rate(),
                    progress.blobs(),
                    progress.bytes(),
                    progress.checked(),
                    progress.checkedBytes(),
                    progress.due(),
                    progress.dueBytes(),
                    progress.damage().blobs(),
                    status.ends(),
                    status.begins());
        }
    }

    /// @param places repositories that have it, at most 20
    record Damaged(String digest, long size, Instant damagedAt, List<Place> places) {

        static Damaged of(DamagedBlob blob) {
            return new Damaged(
                    blob.digest().toString(),
                    blob.size(),
                    blob.damagedAt(),
                    blob.places().stream()
                            .map(it -> new Place(it.repository().value(), it.tag()))
                            .toList());
        }
    }

    /// @param tag one that needs it
    record Place(String repository, Optional<String> tag) {}

    @GetMapping
    Progress progress(HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        return Progress.of(scrub.status());
    }

    @GetMapping("/damaged")
    ResponseEntity<List<Damaged>> damaged(
            @RequestParam Optional<String> after, @RequestParam Optional<String> limit, HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        PageQuery query = PageQuery.of(after.orElse(null), limit.orElse(null));
        Page<DamagedBlob> page = scrub.damaged(query.number().orElse(0L), query.limit());
        return query.answer(PATH + "/damaged", page.items(), page.more(), it -> Long.toString(it.id()), Damaged::of);
    }
}
