package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface TeamRows extends JpaRepository<TeamRow, Long> {

    String TEAMS = """
            SELECT new io.slipway.accounts.Team(t.id, t.organisationId, t.name, t.description,
                (SELECT count(*) FROM TeamMemberRow c WHERE c.key.teamId = t.id))
            FROM TeamRow t
            """;

    @Query(TEAMS + "WHERE t.organisationId = :organisation AND t.id = :id")
    Optional<Team> find(long organisation, long id);

    @Query(TEAMS + "WHERE t.organisationId = :organisation AND t.name = :name")
    Optional<Team> find(long organisation, String name);

    @Query(TEAMS + "WHERE t.organisationId = :organisation AND t.name > :after ORDER BY t.name")
    List<Team> page(long organisation, String after, Limit limit);

    @Query(TEAMS + """
            JOIN TeamMemberRow m ON m.key.teamId = t.id
            WHERE m.key.principalId = :principal ORDER BY t.organisationId, t.name""")
    List<Team> listOf(long principal);

    Optional<TeamRow> findByOrganisationIdAndId(long organisation, long id);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = "DELETE FROM accounts.team WHERE namespace_id = :organisation AND id = :id", nativeQuery = true)
    int delete(long organisation, long id);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = "DELETE FROM accounts.team WHERE namespace_id = :organisation", nativeQuery = true)
    void deleteAll(long organisation);
}
