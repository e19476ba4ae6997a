package io.slipway.access;

import io.slipway.access.AccessException.Code;
import io.slipway.work.Operation;
import io.slipway.work.Operations;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Every way to long work: for whoever asked for it, and for those who oversee the site.
@Service
public class OperationAccess {

    private final Callers callers;
    private final SiteAccess site;
    private final Operations operations;

    OperationAccess(Callers callers, SiteAccess site, Operations operations) {
        this.callers = callers;
        this.site = site;
        this.operations = operations;
    }

    /// @throws AccessException UNAUTHORIZED, NOT_FOUND whether it is missing or somebody else's
    public Operation toSee(Caller caller, UUID id) {
        long self = self(caller);
        return operations
                .find(id)
                .filter(found -> isOf(found, self) || site.isOverseer(caller))
                .orElseThrow(() -> missing(id));
    }

    /// Asks it to stop: for whoever asked for it, by a credential that may change things, and for administrators.
    ///
    /// @return whether it was not finished
    /// @throws AccessException as [#toSee], DENIED to those who may only look
    public boolean cancel(Caller caller, UUID id) {
        Operation operation = toSee(caller, id);
        boolean acts = caller instanceof Caller.Person
                || caller instanceof Caller.Holder holder
                        && (holder.scope().rights().contains(Right.DELETE)
                                || holder.scope().rights().contains(Right.ADMIN));
        if (!acts || !isOf(operation, self(caller)) && !site.isAdministrator(caller)) {
            throw new AccessException(Code.DENIED, "you may look at this operation but not cancel it");
        }
        return operations.cancel(id);
    }

    /// Whose own those are that [#unfinished] lists; what somebody is seen as is theirs.
    private long self(Caller caller) {
        if (caller instanceof Caller.Anonymous) {
            throw new AccessException(Code.UNAUTHORIZED, "sign in first");
        }
        return callers.who(caller).principal();
    }

    /// The caller's own that are not finished, the newest first; none for anonymous callers.
    public List<Operation> unfinished(Caller caller, int size) {
        return caller instanceof Caller.Anonymous
                ? List.of()
                : operations.unfinished(callers.who(caller).principal(), size);
    }

    private static boolean isOf(Operation operation, long self) {
        return operation.owner().equals(Optional.of(self));
    }

    private static AccessException missing(UUID id) {
        return new AccessException(Code.NOT_FOUND, "there is no operation " + id + ", or it is somebody else's");
    }
}
