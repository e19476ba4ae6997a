package io.slipway.content;

import io.slipway.content.StoreCheck.Wish;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Whether manifests, tags and edges fit together. Each statement sees one moment, so nothing is under way.
@Component
class GraphCheck {

    private static final int PAGE = 500;

    private final GraphCheckSql sql;

    GraphCheck(GraphCheckSql sql) {
        this.sql = sql;
    }

    void run(Wish wish, CheckReport report) {
        long after = 0;
        Optional<GraphCheckSql.Range> range = sql.next(after, PAGE);
        while (range.isPresent()) {
            report.manifests(range.get().count());
            check(after, range.get().upTo(), wish, report);
            after = range.get().upTo();
            range = sql.next(after, PAGE);
        }
    }

    private void check(long after, long upTo, Wish wish, CheckReport report) {
        sql.broken(after, upTo).forEach(name -> report.found(Fault.BROKEN_MANIFEST, false, () -> name));
        sql.wrongTags(after, upTo).forEach(name -> report.found(Fault.WRONG_TAG, false, () -> name));
        sql.absentChildren(after, upTo).forEach(name -> report.found(Fault.ABSENT_CHILD, false, () -> name));
        if (wish.deep()) {
            sql.wrongBytes(after, upTo).forEach(name -> report.found(Fault.WRONG_MANIFEST, false, () -> name));
        }
    }
}
