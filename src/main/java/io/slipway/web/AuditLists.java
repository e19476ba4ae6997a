package io.slipway.web;

import io.slipway.activity.AuditEntry;
import io.slipway.activity.AuditExports;
import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog;
import io.slipway.activity.AuditLog.Format;
import io.slipway.activity.AuditPosition;
import io.slipway.content.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What happened somewhere, newest first, on pages and as files. Who may see it was asked before.
@Component
public class AuditLists {

    private static final int SIZE = 100;

    /// @param path  of the page, without a query; the files are there, with `.csv` and `.ndjson`
    /// @param scope what can be seen there
    public record Place(String path, AuditFilter scope) {}

    private final AuditLog log;
    private final AuditExports exports;

    AuditLists(AuditLog log, AuditExports exports) {
        this.log = log;
        this.exports = exports;
    }

    public AuditList list(Place place, Map<String, String> fields) {
        AuditForm form = AuditForm.of(fields);
        FieldFaults faults = form.faults();
        Optional<AuditPosition> before =
                Optional.ofNullable(fields.get("before")).flatMap(AuditPosition::parse);
        Page<AuditEntry> found =
                faults.any() ? new Page<>(List.of(), false) : log.page(form.filter(place.scope()), before, SIZE);
        ZoneId zone = form.zoneId();
        List<AuditList.Row> rows = found.items().stream()
                .map(entry -> AuditList.Row.of(entry, zone))
                .toList();
        Optional<String> next = Optional.of(found)
                .filter(Page::more)
                .map(page -> form.in(
                        place.path(),
                        Optional.of(page.items().getLast().position().toString())));
        return new AuditList(
                place.path(),
                form,
                faults,
                zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId(),
                rows,
                before.isEmpty(),
                next);
    }

    /// Streams all that the filter lets through.
    public void export(Place place, Map<String, String> fields, Format format, HttpServletResponse response)
            throws IOException {
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
        String ending = format.name().toLowerCase(Locale.ROOT);
        response.setHeader("Content-Disposition", "attachment; filename=\"audit." + ending + "\"");
        exports.write(form.filter(place.scope()), response.getWriter(), format);
    }

    /// @param page a record with the list
    public static ModelAndView answer(String view, Record page, AuditList list) {
        return new ModelAndView(
                view, Map.of("page", page), list.faults().any() ? HttpStatus.UNPROCESSABLE_CONTENT : HttpStatus.OK);
    }
}
