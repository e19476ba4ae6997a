package io.slipway.content;

import io.slipway.accounts.Namespace;
import io.slipway.content.PolicySql.Owner;
import io.slipway.work.Event;
import io.slipway.work.Outbox;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What was laid down for the tags of namespaces and repositories.
@Service
public class Policies {

    private final PolicySql sql;
    private final Outbox outbox;

    Policies(PolicySql sql, Outbox outbox) {
        this.sql = sql;
        this.outbox = outbox;
    }

    public TagPolicy of(Repository repository) {
        return sql.find(Owner.repository(repository.id())).orElse(TagPolicy.NONE);
    }

    public TagPolicy of(Namespace namespace) {
        return sql.find(Owner.namespace(namespace.id())).orElse(TagPolicy.NONE);
    }

    /// All rules that hold in a repository.
    public TagRules rules(Repository repository) {
        return sql.rules(repository);
    }

    /// What holds in a repository: its own, or else its namespace's.
    @Transactional(readOnly = true)
    public Optional<RetentionPolicy> retention(Repository repository) {
        return sql.find(Owner.repository(repository.id()))
                .flatMap(TagPolicy::retention)
                .or(() -> sql.find(Owner.namespace(repository.namespaceId())).flatMap(TagPolicy::retention));
    }

    /// What holds in all repositories of a namespace that say nothing themselves.
    public Optional<RetentionPolicy> retention(Namespace namespace) {
        return of(namespace).retention();
    }

    /// The repositories of a namespace that have no retention of their own.
    public List<Long> following(long namespaceId) {
        return sql.following(namespaceId);
    }

    /// As [#following], by name after `last`.
    public List<Long> following(long namespaceId, String last, int limit) {
        return sql.following(namespaceId, last, limit);
    }

    /// The repositories whose retention the schedule says is due; its next time is set.
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Long> due() {
        return sql.takeDue().stream()
                .flatMap(due -> due.repositoryId().stream()
                        .map(List::of)
                        .findFirst()
                        .or(() -> due.namespaceId().map(sql::following))
                        .stream())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// @param wanted is given the policy as it is; nobody changes it meanwhile
    @Transactional
    public TagPolicy change(Repository repository, Function<TagPolicy, TagPolicy> wanted) {
        return change(Owner.repository(repository.id()), wanted, repository.event("policy.change"));
    }

    @Transactional
    public TagPolicy change(Namespace namespace, Function<TagPolicy, TagPolicy> wanted) {
        Event event = Event.of("policy.change").in(namespace.id()).target(namespace.name());
        return change(Owner.namespace(namespace.id()), wanted, event);
    }

    /// From now on only builds push these tags here.
    ///
    /// @param tags empty: whoever may push pushes any tag
    @Transactional
    public void setBuiltTags(long repositoryId, Optional<BuiltTags> tags) {
        sql.lock(Owner.repository(repositoryId));
        sql.writeBuilt(repositoryId, tags);
    }

    private TagPolicy change(Owner owner, Function<TagPolicy, TagPolicy> wanted, Event event) {
        sql.lock(owner);
        TagPolicy now = sql.find(owner).orElse(TagPolicy.NONE);
        TagPolicy changed = wanted.apply(now);
        if (!changed.equals(now)) {
            sql.write(owner, changed);
            PolicyDocument document = PolicyDocument.of(changed);
            outbox.publish(event.with("rules", String.valueOf(document.tagRules()))
                    .with("retention", document.retention() == null ? "" : String.valueOf(document.retention())));
        }
        return changed;
    }
}
