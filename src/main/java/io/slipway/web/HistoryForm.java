package io.slipway.web;

import io.slipway.content.TagEventPosition;
import io.slipway.web.RepositoryPart.Asked;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What of the history is asked for, as it was typed.
///
/// @param path of the page, without a query
/// @param on   a day in UTC; the history goes back from its end
/// @param attachments also tags that only tie something to its image
public record HistoryForm(String path, String tag, String on, boolean attachments, String after) {

    private static final String SHOWN = "shown";

    static HistoryForm of(Asked asked) {
        return new HistoryForm(
                "/r/" + asked.name() + "/-/history",
                asked.parameter("tag"),
                asked.parameter("on"),
                asked.parameter("attachments").equals(SHOWN),
                asked.parameter("after"));
    }

    Optional<LocalDate> day() {
        try {
            return on.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(on)).filter(HistoryForm::isUsual);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    Optional<TagEventPosition> end() {
        return day().map(it -> TagEventPosition.before(
                it.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()));
    }

    Optional<TagEventPosition> last() {
        return TagEventPosition.parse(after).or(this::end);
    }

    FieldFaults faults() {
        return on.isEmpty() || day().isPresent() ? FieldFaults.NONE : FieldFaults.at("on", "history.fault.on");
    }

    public boolean filtered() {
        return !tag.isEmpty() || !on.isEmpty();
    }

    /// The same with tags that only tie something to its image, or without them, from the start.
    public String turned() {
        return new HistoryForm(path, tag, on, !attachments, "").link("");
    }

    /// The address that goes on after an event; empty for the start.
    public String link(String position) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("tag", tag);
        fields.put("on", on);
        fields.put("attachments", attachments ? SHOWN : "");
        fields.put("after", position);
        String query = fields.entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /// What PostgreSQL can compare.
    private static boolean isUsual(LocalDate day) {
        return day.getYear() > 1970 && day.getYear() < 9999;
    }
}
