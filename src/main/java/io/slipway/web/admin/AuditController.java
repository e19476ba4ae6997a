package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.activity.AuditEntry;
import io.slipway.activity.AuditExports;
import io.slipway.activity.AuditLog;
import io.slipway.activity.AuditLog.Format;
import io.slipway.activity.AuditPosition;
import io.slipway.content.Page;
import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What happened, newest first, on pages and as files.
@Controller
class AuditController {

    private static final String PATH = "/admin/audit";
    private static final int SIZE = 100;

    private final SiteAccess site;
    private final AuditLog log;
    private final AuditExports exports;

    AuditController(SiteAccess site, AuditLog log, AuditExports exports) {
        this.site = site;
        this.log = log;
        this.exports = exports;
    }

    @GetMapping(PATH)
    ModelAndView show(Caller caller, Shell shell, @RequestParam Map<String, String> fields) {
        site.overseer(caller);
        AuditForm form = AuditForm.of(fields);
        FieldFaults faults = form.faults();
        Optional<AuditPosition> before =
                Optional.ofNullable(fields.get("before")).flatMap(AuditPosition::parse);
        Page<AuditEntry> found = faults.any() ? new Page<>(List.of(), false) : log.page(form.filter(), before, SIZE);
        ZoneId zone = form.zoneId();
        List<AuditPage.Row> rows = found.items().stream()
                .map(entry -> AuditPage.Row.of(entry, zone))
                .toList();
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> form.in(
                        PATH, Optional.of(page.items().getLast().position().toString())));
        AuditPage page = new AuditPage(
                shell, form, faults, form.zone().isEmpty() ? "UTC" : zone.getId(), rows, before.isEmpty(), next);
        return new ModelAndView(
                "admin/audit", Map.of("page", page), faults.any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }

    @GetMapping(PATH + ".csv")
    void csv(Caller caller, @RequestParam Map<String, String> fields, HttpServletResponse response) throws IOException {
        export(caller, fields, Format.CSV, response);
    }

    @GetMapping(PATH + ".ndjson")
    void ndjson(Caller caller, @RequestParam Map<String, String> fields, HttpServletResponse response)
            throws IOException {
        export(caller, fields, Format.NDJSON, response);
    }

    private void export(Caller caller, Map<String, String> fields, Format format, HttpServletResponse response)
            throws IOException {
        site.overseer(caller);
        AuditForm form = AuditForm.of(fields);
        if (form.faults().any()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        response.setContentType(
                switch (format) {
                    case CSV -> "text/csv;charset=UTF-8";
                    case NDJSON -> "application/x-ndjson;charset=UTF-8";
                });
        String ending = switch (format) {
            case CSV -> "csv";
            case NDJSON -> "ndjson";
        };
        response.setHeader("Content-Disposition", "attachment; filename=\"audit." + ending + "\"");
        exports.write(form.filter(), response.getWriter(), format);
    }
}
