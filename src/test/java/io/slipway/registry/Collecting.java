package io.slipway.registry;

import static org.awaitility.Awaitility.await;

import io.slipway.content.Collected;
import io.slipway.gc.GarbageCollector;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Collection to its end, and times that pass by moving all of them back.
record Collecting(JdbcClient jdbc, GarbageCollector collector) {

    /// As [GarbageCollector#run], and once more in a moment for what it put off as busy: what reads an image after its
    /// push may hold it just now.
    Collected run() {
        Collected last = collector.run();
        Collected all = last;
        while (last.busy() && isBusy()) {
            // or somebody else collected it meanwhile
            await().until(() -> isDue() || !isBusy());
            last = collector.run();
            all = all.plus(last);
        }
        return all;
    }

    void pass(String time) {
        for (String update : List.of(
                "content.repository SET deleted_at = deleted_at - :t",
                "content.repository_blob SET lease_until = lease_until - :t",
                "content.link_review SET due_at = due_at - :t",
                "content.manifest SET lease_until = lease_until - :t, pushed_at = pushed_at - :t,"
                        + " untagged_since = untagged_since - :t, deleted_at = deleted_at - :t",
                "content.manifest_review SET due_at = due_at - :t, orphaned_at = orphaned_at - :t",
                "content.tag_event SET at = at - :t",
                "content.object_deletion SET due_at = due_at - :t")) {
            jdbc.sql("UPDATE " + update.replace(":t", "INTERVAL '" + time + "'"))
                    .update();
        }
    }

    private boolean isBusy() {
        return busy("attempts > 0 AND due_at <= now() + INTERVAL '1 s'");
    }

    private boolean isDue() {
        return busy("attempts > 0 AND due_at <= now()");
    }

    private boolean busy(String condition) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM content.manifest_review WHERE " + condition
                        + ") OR EXISTS (SELECT FROM content.link_review WHERE " + condition + ")")
                .query(Boolean.class)
                .single();
    }
}
