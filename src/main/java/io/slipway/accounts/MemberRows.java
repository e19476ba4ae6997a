package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface MemberRows extends Repository<MemberRow, MemberRow.Key> {

    String MEMBERS = """
            SELECT new io.slipway.accounts.Member(m.key.principalId, u.name, u.displayName, m.owner, m.createdAt)
            FROM MemberRow m JOIN PersonRow u ON u.id = m.key.principalId
            WHERE m.key.organisationId = :organisation AND
            """;

    @Query(MEMBERS + " u.name > :after ORDER BY u.name")
    List<Member> page(long organisation, String after, Limit limit);

    @Query(MEMBERS + " m.key.principalId = :principal")
    Optional<Member> find(long organisation, long principal);

    @Query("SELECT m.key.organisationId FROM MemberRow m WHERE m.key.principalId = :principal ORDER BY 1")
    List<Long> organisationsOf(long principal);

    /// Owners that can still act.
    @Query("""
            SELECT count(*) > 0 FROM MemberRow m JOIN PersonRow u ON u.id = m.key.principalId
            WHERE m.key.organisationId = :organisation AND m.owner AND m.key.principalId <> :principal
                AND u.disabledAt IS NULL AND u.deletedAt IS NULL""")
    boolean hasOwnerBeside(long organisation, long principal);

    /// Nobody who does not exist, and nobody twice.
    @Modifying
    @Query(value = """
            INSERT INTO accounts.member (namespace_id, principal_id, owner)
            SELECT :organisation, u.principal_id, :owner FROM accounts.app_user u
            WHERE u.principal_id = :principal AND u.deleted_at IS NULL
            ON CONFLICT DO NOTHING""", nativeQuery = true)
    int insert(long organisation, long principal, boolean owner);

    @Modifying
    @Query(value = """
            UPDATE accounts.member SET owner = :owner
            WHERE namespace_id = :organisation AND principal_id = :principal""", nativeQuery = true)
    void setOwner(long organisation, long principal, boolean owner);

    @Modifying
    @Query(value = """
            DELETE FROM accounts.member
            WHERE namespace_id = :organisation AND principal_id = :principal""", nativeQuery = true)
    void delete(long organisation, long principal);

    @Modifying
    @Query(value = "DELETE FROM accounts.member WHERE namespace_id = :organisation", nativeQuery = true)
    void deleteAll(long organisation);
}
