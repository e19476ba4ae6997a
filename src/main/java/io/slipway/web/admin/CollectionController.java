package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.content.DamagedBlob;
import io.slipway.content.Page;
import io.slipway.gc.GarbageCollector;
import io.slipway.gc.GcRun;
import io.slipway.gc.Scrub;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import io.slipway.web.FieldFaults;
import io.slipway.web.Language;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import io.slipway.web.admin.CollectionPage.Planned;
import io.slipway.web.admin.CollectionPage.Reasons;
import io.slipway.web.admin.CollectionPage.Row;
import io.slipway.web.admin.CollectionPage.Status;
import io.slipway.web.admin.Scrubbing.Checked;
import io.slipway.web.admin.Scrubbing.Damaged;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Collection: how it stands, what would go, why something is kept, and what went.
@Controller
class CollectionController {

    private static final String PATH = "/admin/gc";
    private static final int ROWS = 24;
    private static final int DAMAGED = 20;

    private final SiteAccess site;
    private final GarbageCollector collector;
    private final Scrub scrub;

    CollectionController(SiteAccess site, GarbageCollector collector, Scrub scrub) {
        this.site = site;
        this.collector = collector;
        this.scrub = scrub;
    }

    /// @param look   whether to count what would go
    /// @param digest whose reasons are asked for
    /// @param before from where the history goes on
    /// @param after  from where the list of damaged blobs goes on
    @GetMapping(PATH)
    ModelAndView show(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String look,
            @RequestParam(defaultValue = "") String digest,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String after) {
        site.overseer(caller);
        Language language = shell.language();
        String asked = Words.clean(digest).strip();
        FieldFaults faults = FieldFaults.NONE;
        Optional<Reasons> reasons = Optional.empty();
        try {
            reasons = Optional.of(asked)
                    .filter(it -> !it.isEmpty())
                    .map(Digest::parse)
                    .map(it -> Reasons.of(collector.why(it), language));
        } catch (OciException _) {
            faults = FieldFaults.at("digest", "gc.fault.digest");
        }
        Optional<Instant> start = hour(before);
        Page<GcRun> runs = collector.history(start, ROWS);
        CollectionPage page = new CollectionPage(
                shell,
                site.isAdministrator(caller),
                Status.of(collector.status(), language),
                look.isEmpty() ? Optional.empty() : Optional.of(Planned.of(collector.dryRun(), language)),
                asked,
                faults,
                reasons,
                scrubbing(after, shell),
                runs.items().stream().map(it -> Row.of(it, language)).toList(),
                start.isEmpty(),
                Optional.of(runs)
                        .filter(Page::more)
                        .map(it -> PATH + "?before=" + it.items().getLast().hour()));
        HttpStatus status = faults == FieldFaults.NONE ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return new ModelAndView("admin/gc", Map.of("page", page), status);
    }

    @PostMapping(PATH + "/pause")
    ModelAndView pause(Caller caller) {
        site.administrator(caller);
        collector.pause();
        return new OwnPath(PATH).seeOther(Notice.COLLECTION_PAUSED);
    }

    @PostMapping(PATH + "/resume")
    ModelAndView resume(Caller caller) {
        site.administrator(caller);
        collector.resume();
        return new OwnPath(PATH).seeOther(Notice.COLLECTION_RESUMED);
    }

    @PostMapping(PATH + "/run")
    ModelAndView run(Caller caller) {
        site.administrator(caller);
        collector.begin();
        return new OwnPath(PATH).seeOther(Notice.COLLECTION_BEGUN);
    }

    private Scrubbing scrubbing(String after, Shell shell) {
        long place = place(after);
        Page<DamagedBlob> damaged = scrub.damaged(place, DAMAGED);
        return new Scrubbing(
                Checked.of(scrub.status(), shell.language()),
                damaged.items().stream().map(it -> Damaged.of(it, shell)).toList(),
                place == 0,
                Optional.of(damaged)
                        .filter(Page::more)
                        .map(it -> PATH + "?after=" + it.items().getLast().id() + "#bytes"));
    }

    private static long place(String text) {
        try {
            return text.isEmpty() ? 0 : Long.parseLong(text);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static Optional<Instant> hour(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
