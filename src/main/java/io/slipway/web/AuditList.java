package io.slipway.web;

import io.slipway.activity.AuditEntry;
import io.slipway.work.Result;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of an audit log, with its filter.
///
/// @param path  of the page, without a query
/// @param zone  of the times that are shown
/// @param first whether this is the start of the list
public record AuditList(
        String path,
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

    public List<String> zones() {
        return ZONES;
    }

    public String csv() {
        return form.in(path + ".csv", Optional.empty());
    }

    public String ndjson() {
        return form.in(path + ".ndjson", Optional.empty());
    }

    public String start() {
        return form.in(path, Optional.empty());
    }
}
