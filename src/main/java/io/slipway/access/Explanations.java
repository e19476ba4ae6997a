package io.slipway.access;

import io.slipway.content.Page;
import io.slipway.content.Repository;
import org.springframework.stereotype.Service;

/// Who can do what, and why. Reads the same view as the decisions.
@Service
public class Explanations {

    private final HoldingSql sql;

    Explanations(HoldingSql sql) {
        this.sql = sql;
    }

    /// Everybody with a role in the repository, by name after `last`. That a public one can be read by all is not in
    /// the list.
    public Page<Holding> in(Repository repository, String last, int size) {
        return Page.of(sql.in(repository.namespaceId(), repository.id(), last, size + 1), size);
    }

    /// What a principal may do where, by repository after `last`; an administrator's holdings are those that he would
    /// have without.
    public Page<Holding> of(long principal, String last, int size) {
        return Page.of(sql.of(principal, last, size + 1), size);
    }
}
