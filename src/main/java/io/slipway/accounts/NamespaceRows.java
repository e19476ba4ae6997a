package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

interface NamespaceRows extends JpaRepository<NamespaceRow, Long> {

    Optional<NamespaceRow> findByNameAndDeletedAtIsNull(String name);

    List<NamespaceRow> findByOwnerIdAndDeletedAtIsNull(long ownerId);

    List<NamespaceRow> findByNameInAndDeletedAtIsNull(List<String> names);

    /// Its name can be taken again, by somebody with another id.
    @Modifying
    @Query(nativeQuery = true, value = "UPDATE accounts.namespace SET deleted_at = now() WHERE id = :id")
    void free(long id);
}
