package io.slipway.content;

import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Repositories that were deleted come back with all that was in them, for `slipway.trash.window`.
@Service
public class RepositoryTrash {

    private final RepositoryTrashSql sql;
    private final RepositorySql repositories;
    private final RepositoryNameSql names;
    private final TrashSettings settings;
    private final Outbox outbox;

    RepositoryTrash(
            RepositoryTrashSql sql,
            RepositorySql repositories,
            RepositoryNameSql names,
            TrashSettings settings,
            Outbox outbox) {
        this.sql = sql;
        this.repositories = repositories;
        this.names = names;
        this.settings = settings;
        this.outbox = outbox;
    }

    public Duration window() {
        return settings.window();
    }

    /// Those of a namespace, the last deleted first.
    ///
    /// @param last from the newest without one
    public Page<TrashedRepository> page(long namespaceId, Optional<TagEventPosition> last, int size) {
        return Page.of(sql.page(namespaceId, last.orElse(TagEventPosition.START), size + 1), size);
    }

    /// @param wanted another name in the same namespace
    /// @return what it is called
    /// @throws OciException NAME_UNKNOWN for one that is not in the trash of this namespace, DENIED when the name
    ///     is taken, NAME_INVALID for one of another namespace
    @Transactional
    public RepositoryName restore(long namespaceId, long id, Optional<RepositoryName> wanted) {
        RepositoryName called = sql.lock(namespaceId, id)
                .orElseThrow(
                        () -> new OciException(ErrorCode.NAME_UNKNOWN, "there is no such repository in the trash"));
        RepositoryName name = wanted.orElse(called);
        if (!name.hasNamespace() || !name.namespace().equals(called.namespace())) {
            throw new OciException(
                    ErrorCode.NAME_INVALID, "a repository comes back as " + called.namespace() + "/<name>");
        }
        if (repositories.find(name).isPresent()) {
            throw new OciException(
                    ErrorCode.DENIED, "there is a repository " + name + " already: restore it by another name");
        }
        sql.restore(id, name);
        names.forget(name);
        outbox.publish(Event.of("repository.restore").in(namespaceId).on(id).target(name.value()));
        return name;
    }

    /// All that went with a namespace at that time, which is here again.
    ///
    /// @return how many that were
    @Transactional
    public int restoreAll(long namespaceId, Instant deletedAt) {
        var restored = sql.restoreAll(namespaceId, deletedAt.atOffset(ZoneOffset.UTC));
        restored.forEach(names::forget);
        return restored.size();
    }
}
