package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface OrganisationRows extends JpaRepository<OrganisationRow, Long> {

    String LIVE = """
            SELECT new io.slipway.accounts.Organisation(
                o.id, n.name, o.displayName, o.description, o.defaultRole, o.membersCreate)
            FROM OrganisationRow o JOIN NamespaceRow n ON n.id = o.id AND n.deletedAt IS NULL
            """;

    @Query(LIVE + "WHERE o.id = :id")
    Optional<Organisation> findLive(long id);

    @Query(LIVE + "WHERE n.name = :name")
    Optional<Organisation> findLive(String name);

    @Query(LIVE + "WHERE n.name > :after ORDER BY n.name")
    List<Organisation> page(String after, Limit limit);

    @Query(LIVE
            + "JOIN MemberRow m ON m.key.organisationId = o.id WHERE m.key.principalId = :principal ORDER BY n.name")
    List<Organisation> listOf(long principal);

    @Query(
            value = "SELECT namespace_id FROM accounts.organisation WHERE namespace_id = :id FOR UPDATE",
            nativeQuery = true)
    Optional<Long> lock(long id);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = "UPDATE accounts.namespace SET name = :name WHERE id = :id", nativeQuery = true)
    void rename(long id, String name);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = "UPDATE accounts.namespace SET deleted_at = now() WHERE id = :id", nativeQuery = true)
    void delete(long id);

    /// Whatever changes who belongs to an organisation happens one after the other.
    default Organisation lockLive(long id) {
        // two statements: the second sees what was committed while the first waited
        return lock(id).flatMap(this::findLive).orElseThrow(Organisations::unknown);
    }
}
