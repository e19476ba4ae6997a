package io.slipway.api;

import io.slipway.access.SiteAccess;
import io.slipway.content.Page;
import io.slipway.gc.GarbageCollector;
import io.slipway.gc.GcRun;
import io.slipway.oci.Digest;
import io.slipway.oci.OciException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Collection: looked at by administrators and auditors, told what to do by administrators.
@RestController
@RequestMapping(GcResource.PATH)
class GcResource {

    static final String PATH = "/api/v1/admin/gc";

    private final SiteAccess site;
    private final GarbageCollector collector;

    GcResource(SiteAccess site, GarbageCollector collector) {
        this.site = site;
        this.collector = collector;
    }

    @GetMapping
    GcView.Status status(HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        return GcView.Status.of(collector.status());
    }

    /// What went, by the hour, the newest first.
    @GetMapping("/runs")
    ResponseEntity<List<GcView.Run>> runs(
            @RequestParam Optional<String> after, @RequestParam Optional<String> limit, HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        PageQuery page = PageQuery.of(after.orElse(null), limit.orElse(null));
        Page<GcRun> runs = collector.history(after.map(GcResource::hour), page.limit());
        return page.answer(
                PATH + "/runs", runs.items(), runs.more(), run -> run.hour().toString(), GcView.Run::of);
    }

    /// What would go now; nothing changes.
    @GetMapping("/dry-run")
    GcView.DryRun dryRun(HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        return GcView.DryRun.of(collector.dryRun());
    }

    @GetMapping("/why/{digest}")
    GcView.Reasons why(@PathVariable String digest, HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        try {
            return GcView.Reasons.of(collector.why(Digest.parse(digest)));
        } catch (OciException e) {
            throw new ApiException(400, "query-invalid", digest + " is no digest: sha256:… with 64 digits");
        }
    }

    /// All replicas stop within a step.
    @PostMapping("/pause")
    GcView.Status pause(HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        collector.pause();
        return GcView.Status.of(collector.status());
    }

    @PostMapping("/resume")
    GcView.Status resume(HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        collector.resume();
        return GcView.Status.of(collector.status());
    }

    /// Begins at once instead of in a moment; also on a replica that does not collect by itself.
    @PostMapping("/run")
    ResponseEntity<GcView.Status> run(HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        collector.begin();
        return ResponseEntity.accepted().body(GcView.Status.of(collector.status()));
    }

    /// Says that database and store were checked after one of them came out of a backup.
    @PostMapping("/accept")
    GcView.Status accept(HttpServletRequest request) {
        site.administrator(ApiCallerFilter.caller(request));
        collector.acceptStore();
        return GcView.Status.of(collector.status());
    }

    private static Instant hour(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ApiException(400, "query-invalid", "after comes from the Link of the page before");
        }
    }
}
