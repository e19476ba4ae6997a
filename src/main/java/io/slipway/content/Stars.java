package io.slipway.content;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Repositories that people keep at hand. Whoever calls has asked `access` whether the person sees the repository; one
/// that is not seen any more is in no list, since lists show what is seen.
@Service
public class Stars {

    /// Beyond this the oldest have to go first.
    private static final int MOST = 1_000;

    private final StarSql sql;

    Stars(StarSql sql) {
        this.sql = sql;
    }

    /// The same twice is one star.
    ///
    /// @return whether there was room for it
    @Transactional
    public boolean add(long principalId, Repository repository) {
        if (sql.count(principalId) >= MOST) {
            return false;
        }
        sql.insert(principalId, repository.id());
        return true;
    }

    @Transactional
    public void remove(long principalId, Repository repository) {
        sql.delete(principalId, repository.id());
    }

    public boolean has(long principalId, Repository repository) {
        return sql.among(principalId, Set.of(repository.name().value()))
                .contains(repository.name().value());
    }

    /// How many people gave one.
    public long count(Repository repository) {
        return counts(Set.of(repository.name().value()))
                .getOrDefault(repository.name().value(), 0L);
    }

    /// Which of these names the person has given one.
    public Set<String> among(long principalId, Collection<String> names) {
        return names.isEmpty() ? Set.of() : sql.among(principalId, names);
    }

    /// Of these names, those that have any.
    public Map<String, Long> counts(Collection<String> names) {
        return names.isEmpty() ? Map.of() : sql.counts(names);
    }
}
