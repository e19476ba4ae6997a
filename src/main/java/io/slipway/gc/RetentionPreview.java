package io.slipway.gc;

import io.slipway.content.Page;
import io.slipway.content.Saved;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// What a policy means for the tags of a repository, as it was decided at a time.
///
/// @param changed whether tags changed since
public record RetentionPreview(Instant computedAt, boolean changed, Saved saved, Rows rows) {

    /// One tag and what becomes of it.
    ///
    /// @param rule which of the policy's rules keeps it, from 1; 0 where none does
    public record Row(String tag, Verdict.Reason reason, int rule) {

        static Row of(Verdict verdict) {
            return new Row(verdict.tag().name(), verdict.reason(), verdict.rule());
        }

        public boolean goes() {
            return reason.goes();
        }
    }

    /// All tags, by name.
    record Rows(List<Row> all, long goes) {

        static Rows of(List<Verdict> verdicts) {
            return new Rows(
                    verdicts.stream().map(Row::of).toList(),
                    verdicts.stream().filter(Verdict::goes).count());
        }
    }

    public long tags() {
        return rows.all().size();
    }

    public long goes() {
        return rows.goes();
    }

    /// @param going only the tags that would go
    /// @param last  the tags whose names come after it
    public Page<Row> page(boolean going, String last, int size) {
        List<Row> all = rows.all();
        int at = Collections.binarySearch(all, new Row(last, Verdict.Reason.GOES, 0), Comparator.comparing(Row::tag));
        return Page.of(
                all.subList(at < 0 ? -at - 1 : at + 1, all.size()).stream()
                        .filter(row -> !going || row.goes())
                        .limit(size + 1L)
                        .toList(),
                size);
    }

    RetentionPreview whenChanged(boolean now) {
        return new RetentionPreview(computedAt, now, saved, rows);
    }
}
