package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface RobotRows extends JpaRepository<RobotRow, Long> {

    String LIVE = """
            SELECT new io.slipway.accounts.NamedRobot(r, n.name, u.name)
            FROM RobotRow r JOIN NamespaceRow n ON n.id = r.namespaceId AND n.deletedAt IS NULL
            LEFT JOIN PersonRow u ON u.id = r.createdBy AND u.deletedAt IS NULL
            WHERE r.deletedAt IS NULL AND
            """;

    /// What is deleted is seen to after the keys have found it: see docs/adr/0007.
    @Query("""
            SELECT new io.slipway.accounts.NamedRobot(r, n.name, CASE WHEN u.deletedAt IS NULL THEN u.name END)
            FROM RobotRow r JOIN NamespaceRow n ON n.id = r.namespaceId LEFT JOIN PersonRow u ON u.id = r.createdBy
            WHERE r.id = :id AND coalesce(r.deletedAt, n.deletedAt) IS NULL
            """)
    Optional<NamedRobot> findLive(long id);

    @Query(LIVE + " r.namespaceId = :namespace AND r.name = :name")
    Optional<NamedRobot> findLive(long namespace, String name);

    @Query(LIVE + " n.name = :namespace AND r.name = :name")
    Optional<NamedRobot> findLive(String namespace, String name);

    @Query(LIVE + " r.namespaceId = :namespace AND r.name > :after ORDER BY r.name")
    List<NamedRobot> page(long namespace, String after, Limit limit);

    /// The namespace is not deleted meanwhile, and gets no other robot; pushes go on.
    @Query(value = """
            SELECT id FROM accounts.namespace
            WHERE id = :namespace AND deleted_at IS NULL FOR NO KEY UPDATE""", nativeQuery = true)
    Optional<Long> hold(long namespace);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = """
            UPDATE accounts.robot SET disabled_at = CASE WHEN :disabled THEN coalesce(disabled_at, now()) END
            WHERE namespace_id = :namespace AND principal_id = :id AND deleted_at IS NULL""", nativeQuery = true)
    int disable(long namespace, long id, boolean disabled);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = """
            UPDATE accounts.robot SET deleted_at = now(), disabled_at = coalesce(disabled_at, now())
            WHERE namespace_id = :namespace AND principal_id = :id AND deleted_at IS NULL""", nativeQuery = true)
    int delete(long namespace, long id);

    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query(value = """
            UPDATE accounts.robot SET deleted_at = now(), disabled_at = coalesce(disabled_at, now())
            WHERE namespace_id = :namespace AND deleted_at IS NULL""", nativeQuery = true)
    void deleteAll(long namespace);
}
