package io.slipway.access;

import io.slipway.access.Grantee.Kind;
import io.slipway.access.Holding.Reason;
import io.slipway.access.Holding.Why;
import io.slipway.accounts.BuildAgent;
import io.slipway.accounts.Robot;
import io.slipway.accounts.Role;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import io.slipway.content.Page;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.Visibility;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/// Who can do what, and why. Reads the same view as the decisions.
@Service
public class Explanations {

    private final HoldingSql sql;
    private final Repositories repositories;

    Explanations(HoldingSql sql, Repositories repositories) {
        this.sql = sql;
        this.repositories = repositories;
    }

    /// Everybody who can act and has a role in the repository, by name after `last`. That a public one can be read by
    /// all is not in the list.
    public Page<Holding> in(Repository repository, String last, int size) {
        return Page.of(sql.in(repository.namespaceId(), repository.id(), last, size + 1), size);
    }

    /// What one person or robot may do in the repository; no role without a reason.
    public Holding of(Repository repository, Subject subject) {
        Kind kind = switch (subject) {
            case User _ -> Kind.USER;
            case Robot _, BuildAgent _ -> Kind.ROBOT;
        };
        List<Reason> reasons = new ArrayList<>();
        if (!subject.disabled()) {
            sql.in(repository.namespaceId(), repository.id(), subject.id())
                    .ifPresent(held -> reasons.addAll(held.reasons()));
            if (repositories.summary(repository).visibility() == Visibility.PUBLIC) {
                reasons.add(new Reason(Why.PUBLIC, Role.READ, ""));
            }
        }
        Role role = reasons.stream()
                .map(Reason::role)
                .max(Comparator.naturalOrder())
                .orElse(Role.NONE);
        return new Holding(subject.name(), kind, role, reasons);
    }

    /// What a principal may do where, by repository after `last`; an administrator's holdings are those that he would
    /// have without.
    public Page<Holding> of(long principal, String last, int size) {
        return Page.of(sql.of(principal, last, size + 1), size);
    }
}
