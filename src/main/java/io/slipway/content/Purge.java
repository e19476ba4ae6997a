package io.slipway.content;

import java.util.List;
import org.springframework.stereotype.Component;

/// Takes rows of manifests away that are locked and may go, with all that hangs on them.
@Component
class Purge {

    private final PurgeSql sql;

    Purge(PurgeSql sql) {
        this.sql = sql;
    }

    /// What they held is reviewed once the grace is over.
    void collect(List<Long> manifests) {
        sql.lockAttachingTags(manifests);
        List<Long> attachments = sql.lockAttachments(manifests);
        if (!attachments.isEmpty()) {
            sql.trashAttachments(manifests, attachments);
        }
        sql.leaseUnreferenced(sql.dropEdges(manifests));
        sql.orphan(manifests);
        sql.delete(manifests);
    }

    /// All of a repository that goes for good: nobody may count on a lease there.
    void drop(List<Long> manifests) {
        sql.dropEdges(manifests);
        sql.delete(manifests);
    }
}
