package io.slipway.content;

import io.slipway.accounts.Namespace;
import io.slipway.work.Event;

/// Whose quota it is.
///
/// @param id of the namespace, or of the repository
record QuotaHolder(long id, boolean repository) {

    static QuotaHolder of(Namespace namespace) {
        return new QuotaHolder(namespace.id(), false);
    }

    static QuotaHolder of(Repository repository) {
        return new QuotaHolder(repository.id(), true);
    }

    static Event event(String action, Namespace namespace) {
        return Event.of(action).in(namespace.id()).target(namespace.name());
    }

    /// Of tables that know both.
    String column() {
        return repository ? "repository_id" : "namespace_id";
    }
}
