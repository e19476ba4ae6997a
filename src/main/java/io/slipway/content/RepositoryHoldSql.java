package io.slipway.content;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The first locks of whatever changes a repository: see [Transactions].
@Component
class RepositoryHoldSql {

    /// A repository that nobody deletes or renames meanwhile.
    ///
    /// @param shown it was hidden until now
    /// @param rules for its tags
    /// @param quotas that hold for it
    record Held(boolean shown, TagRules rules, List<Long> quotas) {

        private Held shownNow(boolean now) {
            return new Held(now, rules, quotas);
        }
    }

    private final JdbcClient jdbc;
    private final PolicySql policies;

    RepositoryHoldSql(JdbcClient jdbc, PolicySql policies) {
        this.jdbc = jdbc;
        this.policies = policies;
    }

    /// Keeps the repository from being deleted or renamed meanwhile, and shows one that was hidden
    /// until its first manifest. Nobody else moves or makes these tags, which are in order; one that is
    /// made meanwhile has to be locked again.
    Held lock(Repository repository, Collection<String> tags) {
        Optional<Held> held = lockShown(repository, tags);
        if (held.isPresent()) {
            return held.get();
        }
        int shown = jdbc.sql(
                        "UPDATE content.repository SET hidden = false WHERE id = ? AND hidden AND deleted_at IS NULL")
                .param(repository.id())
                .update();
        return lockShown(repository, tags)
                .orElseThrow(() -> RepositoryCheck.gone(repository))
                .shownNow(shown > 0);
    }

    /// Rows of tags that are there, and then names of those that are not, or went while their rows were
    /// waited for.
    private Optional<Held> lockShown(Repository repository, Collection<String> tags) {
        return jdbc.sql("SELECT r.name AS repository_name, access_version, " + PolicySql.RULES + ","
                        + QuotaSql.of("r.id", "r.namespace_id") + """
                        , (WITH here AS MATERIALIZED (
                            SELECT name FROM content.tag WHERE repository_id = :id AND name = ANY (:tags)
                            ORDER BY name FOR NO KEY UPDATE)
                        SELECT count(CAST(pg_advisory_xact_lock(hashtextextended(given.name, :id)) AS text))
                            FROM unnest(:tags) given (name)
                            WHERE given.name <> ALL (ARRAY(SELECT name FROM here))) AS new
                        FROM (
                            SELECT * FROM content.repository WHERE id = :id AND NOT hidden OFFSET 0 FOR SHARE) r
                        WHERE deleted_at IS NULL
                        """)
                .param("id", repository.id())
                .param("tags", tags.toArray(String[]::new))
                .query(rows -> {
                    if (!rows.next()) {
                        return Optional.<Held>empty();
                    }
                    RepositoryCheck.verify(repository, rows);
                    return Optional.of(new Held(false, policies.rules(repository, rows), QuotaSql.quotas(rows)));
                });
    }
}
