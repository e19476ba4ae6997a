package io.slipway.accounts;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TeamMemberRows extends Repository<TeamMemberRow, TeamMemberRow.Key> {

    @Query("""
            SELECT new io.slipway.accounts.TeamMember(m.key.principalId, u.name, u.displayName, m.createdAt)
            FROM TeamMemberRow m JOIN PersonRow u ON u.id = m.key.principalId
            WHERE m.organisationId = :organisation AND m.key.teamId = :team AND u.name > :after ORDER BY u.name""")
    List<TeamMember> page(long organisation, long team, String after, Limit limit);

    /// @return 0 for a member already
    @Modifying
    @Query(value = """
            INSERT INTO accounts.team_member (team_id, namespace_id, principal_id)
            VALUES (:team, :organisation, :principal) ON CONFLICT DO NOTHING""", nativeQuery = true)
    int insert(long organisation, long team, long principal);

    /// @return 0 for no member
    @Modifying
    @Query(value = """
            DELETE FROM accounts.team_member
            WHERE namespace_id = :organisation AND team_id = :team AND principal_id = :principal""", nativeQuery = true)
    int delete(long organisation, long team, long principal);
}
