package io.slipway.content;

import io.slipway.content.SavingsSql.Below;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/// Tells how many bytes very many tags keep. Nothing is locked, and the work is bounded.
@Service
public class Savings {

    /// Manifests that are followed to their blobs; there is at least what those give.
    static final int MOST = 10_000;

    private static final int BATCH = 500;

    private final SavingsSql sql;
    private final LeaseSettings leases;

    Savings(SavingsSql sql, LeaseSettings leases) {
        this.sql = sql;
        this.leases = leases;
    }

    /// Of a repository whose tags would go.
    ///
    /// @param going   manifests that those tags name
    /// @param staying manifests that another tag names
    public Saved of(Repository repository, Set<Long> going, Set<Long> staying) {
        return of(repository, going, staying, MOST);
    }

    Saved of(Repository repository, Set<Long> going, Set<Long> staying, int most) {
        Count count = new Count(repository.id(), staying, most);
        TreeSet<Long> named = new TreeSet<>(going);
        named.removeAll(staying);
        Collection<Long> added = count.add(named);
        while (!added.isEmpty()) {
            added = count.add(count.below(added));
        }
        if (count.gone.isEmpty()) {
            return Saved.NOTHING;
        }
        Saved saved = sql.sum(repository.id(), count.gone, count.least);
        return leases.untaggedSeconds().isPresent()
                ? saved
                : new Saved(saved.images(), saved.bytes(), 0, saved.least());
    }

    private final class Count {

        private final TreeSet<Long> gone = new TreeSet<>();
        private final long repositoryId;
        private final Set<Long> staying;
        private final int most;
        private boolean least;

        Count(long repositoryId, Set<Long> staying, int most) {
            this.repositoryId = repositoryId;
            this.staying = staying;
            this.most = most;
        }

        /// Those of them that no index lists but such as go.
        ///
        /// @return what went that did not before
        Collection<Long> add(Collection<Long> manifests) {
            TreeSet<Long> added = new TreeSet<>();
            for (List<Long> batch : batches(manifests)) {
                for (Below one : sql.listed(repositoryId, batch)) {
                    if (gone.size() >= most || one.parents().size() > SavingsSql.PARENTS) {
                        least = true;
                    } else if (gone.containsAll(one.parents()) && gone.add(one.id())) {
                        added.add(one.id());
                    }
                }
                if (gone.size() >= most) {
                    least = true;
                    break;
                }
            }
            return added;
        }

        Collection<Long> below(Collection<Long> manifests) {
            TreeSet<Long> found = new TreeSet<>();
            batches(manifests).forEach(batch -> found.addAll(sql.below(repositoryId, batch)));
            found.removeAll(staying);
            found.removeAll(gone);
            return found;
        }

        private List<List<Long>> batches(Collection<Long> all) {
            List<Long> list = List.copyOf(all);
            return IntStream.range(0, (list.size() + BATCH - 1) / BATCH)
                    .mapToObj(at -> list.subList(at * BATCH, Math.min(list.size(), (at + 1) * BATCH)))
                    .toList();
        }
    }
}
