package io.slipway.content;

import io.slipway.content.LinkReviewSql.Link;
import io.slipway.content.LinkReviewSql.Unlinked;
import io.slipway.content.QuotaSql.Gone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// Takes blobs out of repositories that need them no more, and away once no repository is left that links them.
@Service
public class LinkReviews {

    private final LinkReviewSql sql;
    private final QuotaSql charges;
    private final Transactions transactions;

    LinkReviews(LinkReviewSql sql, QuotaSql charges, Transactions transactions) {
        this.sql = sql;
        this.charges = charges;
        this.transactions = transactions;
    }

    /// One short transaction, safe beside pushes and beside itself on other replicas.
    ///
    /// @param limit how many links to look at
    public Collected run(int limit) {
        return transactions.run(() -> review(limit));
    }

    // the order of the steps decides: each is a statement of its own, which sees what was committed before the lock
    private Collected review(int limit) {
        List<Link> due = sql.lockDue(limit);
        if (due.isEmpty()) {
            return Collected.NOTHING;
        }
        List<Link> left = new ArrayList<>(due);
        left.removeAll(new HashSet<>(sql.dropReferenced(left)));
        left.removeAll(new HashSet<>(sql.postponeLeased(left)));
        Set<Long> locked = new HashSet<>(sql.lockBlobs(blobs(left)));
        List<Link> busy =
                left.stream().filter(link -> !locked.contains(link.blobId())).toList();
        left.removeAll(new HashSet<>(busy));
        List<Unlinked> unlinked = sql.unlink(left);
        sql.dropWithoutLink(due);
        sql.postponeBusy(busy);
        int blobs = sql.deleteBlobs(locked);
        List<Gone> limited =
                unlinked.stream().filter(Unlinked::limited).map(Unlinked::gone).toList();
        if (!limited.isEmpty()) {
            charges.unchargeBlobs(limited);
        }
        return Collected.links(due.size(), unlinked.size(), blobs);
    }

    private static Set<Long> blobs(List<Link> links) {
        return links.stream().map(Link::blobId).collect(Collectors.toSet());
    }
}
