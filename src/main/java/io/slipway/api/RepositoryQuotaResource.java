package io.slipway.api;

import io.slipway.access.Access;
import io.slipway.access.Caller;
import io.slipway.content.Quotas;
import io.slipway.content.Repository;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/// How much one repository may hold of what its namespace may.
@Component
class RepositoryQuotaResource {

    static final String NAME = "quota";

    private static final String RECONCILE = NAME + ":reconcile";

    private final Access access;
    private final Quotas quotas;

    RepositoryQuotaResource(Access access, Quotas quotas) {
        this.access = access;
        this.quotas = quotas;
    }

    QuotaView get(Repository repository) {
        return QuotaView.of(quotas.of(repository));
    }

    ResponseEntity<QuotaView> put(Caller caller, RepositoryPath path, QuotaView.Body body) {
        return ResponseEntity.ok(QuotaView.of(quotas.set(access.toManage(caller, path.name()), body.toLimit())));
    }

    ResponseEntity<Void> delete(Caller caller, RepositoryPath path) {
        quotas.remove(access.toManage(caller, path.name()));
        return ResponseEntity.noContent().build();
    }

    /// @return empty where the path is of something else
    Optional<ResponseEntity<?>> post(Caller caller, RepositoryPath path, DeletionsResource.Body body) {
        if (!path.below().orElse("").equals(RECONCILE)) {
            return Optional.empty();
        }
        Repository repository = access.toManage(caller, path.name());
        body.requireNothing();
        return Optional.of(ResponseEntity.ok(QuotaView.of(quotas.count(repository))));
    }
}
