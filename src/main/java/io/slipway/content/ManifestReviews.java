package io.slipway.content;

import io.slipway.content.ManifestReviewSql.Judged;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Takes manifests away that nothing holds any more, and those that are in the trash for longer than its window.
@Service
public class ManifestReviews {

    private final ManifestReviewSql sql;
    private final Purge purge;
    private final Sizes sizes;
    private final Transactions transactions;

    ManifestReviews(ManifestReviewSql sql, Purge purge, Sizes sizes, Transactions transactions) {
        this.sql = sql;
        this.purge = purge;
        this.sizes = sizes;
        this.transactions = transactions;
    }

    /// One short transaction, safe beside pushes and beside itself on other replicas.
    ///
    /// @param limit how many manifests to look at
    public Collected run(int limit) {
        Set<Long> changed = new HashSet<>();
        Collected collected = transactions.run(() -> review(limit, changed));
        changed.forEach(sizes::changed);
        return collected;
    }

    private Collected review(int limit, Set<Long> changed) {
        changed.clear();
        List<Long> due = sql.lockDue(limit);
        if (due.isEmpty()) {
            return Collected.NOTHING;
        }
        List<Judged> judged = sql.judge(due);
        // what is held needs no review until it loses that: whoever takes it away leaves a new one
        Set<Long> held = new HashSet<>(due);
        judged.stream().filter(one -> one.goes().isPresent()).map(Judged::id).forEach(held::remove);
        sql.drop(held);
        sql.postpone(judged.stream()
                .filter(one -> one.goes().isPresent() && !one.due())
                .toList());
        List<Long> candidates = ids(judged);
        List<Long> locked = candidates.isEmpty() ? List.of() : sql.lock(candidates);
        List<Long> busy = new ArrayList<>(candidates);
        busy.removeAll(new HashSet<>(locked));
        sql.postponeBusy(busy);
        // asked again under the locks
        List<Judged> going = sql.judge(locked).stream().filter(Judged::due).toList();
        if (!going.isEmpty()) {
            purge.collect(ids(going));
            changed.addAll(going.stream().map(Judged::repositoryId).collect(Collectors.toSet()));
        }
        return Collected.manifests(due.size(), going.size());
    }

    private static List<Long> ids(List<Judged> judged) {
        return judged.stream().filter(Judged::due).map(Judged::id).toList();
    }
}
