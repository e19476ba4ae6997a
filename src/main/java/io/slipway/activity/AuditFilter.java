package io.slipway.activity;

import io.slipway.work.Result;
import java.time.Instant;
import java.util.Optional;

/// What of the audit log is wanted; all that is given must hold: `AuditFilter.all().withAction("session.")`.
///
/// @param actor   the name at that time
/// @param actorId the principal, whatever it was called then
/// @param action  how the action begins: `session.`, or all of it
/// @param target  a part of the target's name, in any case
/// @param from    inclusive
/// @param to      exclusive
public record AuditFilter(
        Optional<String> actor,
        Optional<Long> actorId,
        Optional<String> action,
        Optional<Long> namespaceId,
        Optional<Long> repositoryId,
        Optional<String> target,
        Optional<Result> result,
        Optional<Instant> from,
        Optional<Instant> to) {

    private static final AuditFilter ALL = new AuditFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public AuditFilter {
        actor = actor.map(AuditFilter::withoutNul).filter(text -> !text.isBlank());
        action = action.map(AuditFilter::withoutNul).filter(text -> !text.isBlank());
        target = target.map(AuditFilter::withoutNul).filter(text -> !text.isBlank());
    }

    public static AuditFilter all() {
        return ALL;
    }

    public AuditFilter withActor(String name) {
        return new AuditFilter(Optional.of(name), actorId, action, namespaceId, repositoryId, target, result, from, to);
    }

    public AuditFilter withActorId(long id) {
        return new AuditFilter(actor, Optional.of(id), action, namespaceId, repositoryId, target, result, from, to);
    }

    public AuditFilter withAction(String prefix) {
        return new AuditFilter(
                actor, actorId, Optional.of(prefix), namespaceId, repositoryId, target, result, from, to);
    }

    public AuditFilter withNamespace(long id) {
        return new AuditFilter(actor, actorId, action, Optional.of(id), repositoryId, target, result, from, to);
    }

    public AuditFilter withRepository(long id) {
        return new AuditFilter(actor, actorId, action, namespaceId, Optional.of(id), target, result, from, to);
    }

    public AuditFilter withTarget(String part) {
        return new AuditFilter(actor, actorId, action, namespaceId, repositoryId, Optional.of(part), result, from, to);
    }

    public AuditFilter withResult(Result wanted) {
        return new AuditFilter(
                actor, actorId, action, namespaceId, repositoryId, target, Optional.of(wanted), from, to);
    }

    public AuditFilter between(Optional<Instant> first, Optional<Instant> end) {
        return new AuditFilter(actor, actorId, action, namespaceId, repositoryId, target, result, first, end);
    }

    /// The database takes no text with one, and no row has it.
    private static String withoutNul(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
