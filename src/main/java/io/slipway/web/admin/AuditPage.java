package io.slipway.web.admin;

import io.slipway.activity.AuditEntry;
import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;
import io.slipway.work.Result;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// @param zone  of the times that are shown
/// @param first whether this is the start of the list
public record AuditPage(
        Shell shell,
        AuditForm form,
        FieldFaults faults,
        String zone,
        List<Row> rows,
        boolean first,
        Optional<String> next) {

    /// A choice among many more.
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/London",
            "Europe/Madrid",
            "Europe/Berlin",
            "Europe/Kyiv",
            "America/New_York",
            "America/Chicago",
            "America/Denver",
            "America/Los_Angeles",
            "America/Mexico_City",
            "America/Bogota",
            "America/Sao_Paulo",
            "America/Argentina/Buenos_Aires",
            "Africa/Johannesburg",
            "Asia/Dubai",
            "Asia/Kolkata",
            "Asia/Singapore",
            "Asia/Shanghai",
            "Asia/Hong_Kong",
            "Asia/Taipei",
            "Asia/Tokyo",
            "Australia/Sydney");

    /// @param at exact, for machines
    public record Row(
            Instant at,
            String time,
            String actor,
            String action,
            String target,
            boolean refused,
            String address,
            String client,
            String requestId,
            long times,
            Map<String, String> details) {

        static Row of(AuditEntry entry, ZoneId zone) {
            DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
            return new Row(
                    entry.at(),
                    format.format(entry.at().atZone(zone)),
                    entry.actor(),
                    entry.action(),
                    entry.target(),
                    entry.result() == Result.REFUSED,
                    entry.address(),
                    entry.client(),
                    entry.requestId(),
                    entry.times(),
                    entry.details());
        }
    }

    public String tab() {
        return "audit";
    }

    public List<String> zones() {
        return ZONES;
    }

    public String csv() {
        return form.in("/admin/audit.csv", Optional.empty());
    }

    public String ndjson() {
        return form.in("/admin/audit.ndjson", Optional.empty());
    }

    public String start() {
        return form.in("/admin/audit", Optional.empty());
    }
}
