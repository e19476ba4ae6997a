package io.slipway.accounts;

import io.slipway.accounts.AccountsException.Code;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Organisations that were deleted come back with members and teams while their names are free. Robots do not: their
/// secrets ended.
@Service
public class OrganisationTrash {

    private final OrganisationTrashSql sql;
    private final Outbox outbox;

    OrganisationTrash(OrganisationTrashSql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    /// Before its members and teams end, in the same transaction.
    ///
    /// @param window for how long it can be restored: what went before that is forgotten
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(long id, long by, Duration window) {
        sql.forget(window);
        sql.keep(id, by);
    }

    /// The last deleted first.
    ///
    /// @param owner only those of which that one was an owner
    @Transactional(readOnly = true)
    public List<TrashedOrganisation> list(Optional<Long> owner, Duration window, int size) {
        return sql.list(owner, window, size);
    }

    /// Whoever belonged to it and still has an account does so again; without an owner left, `by` is one.
    ///
    /// @return as it was in the trash
    /// @throws AccountsException ORGANISATION_UNKNOWN, NAME_TAKEN
    @Transactional
    public TrashedOrganisation restore(long id, Duration window, long by) {
        TrashedOrganisation trashed = sql.lock(id, window).orElseThrow(Organisations::unknown);
        AccountsException taken =
                new AccountsException(Code.NAME_TAKEN, "the name " + trashed.name() + " is taken by now");
        if (trashed.taken()) {
            throw taken;
        }
        try {
            sql.revive(id);
        } catch (DataIntegrityViolationException sameNameAtTheSameTime) {
            throw taken;
        }
        sql.restoreMembers(id, by);
        outbox.publish(Event.of("organisation.restore").in(id).target(trashed.name()));
        return trashed;
    }
}
