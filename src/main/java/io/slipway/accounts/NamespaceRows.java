package io.slipway.accounts;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface NamespaceRows extends JpaRepository<NamespaceRow, Long> {

    Optional<NamespaceRow> findByNameAndDeletedAtIsNull(String name);

    List<NamespaceRow> findByOwnerIdAndDeletedAtIsNull(long ownerId);

    List<NamespaceRow> findByNameInAndDeletedAtIsNull(List<String> names);
}
