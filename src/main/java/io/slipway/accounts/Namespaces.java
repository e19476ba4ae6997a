package io.slipway.accounts;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The first parts of repository names, and whose they are.
@Service
@Transactional(readOnly = true)
public class Namespaces {

    private final NamespaceRows rows;

    Namespaces(NamespaceRows rows) {
        this.rows = rows;
    }

    public Optional<Namespace> find(String name) {
        return rows.findByNameAndDeletedAtIsNull(name).map(NamespaceRow::toNamespace);
    }

    /// The live ones of these names, in one query.
    public List<Namespace> list(Collection<String> names) {
        return rows.findByNameInAndDeletedAtIsNull(List.copyOf(names)).stream()
                .map(NamespaceRow::toNamespace)
                .toList();
    }

    public List<Namespace> ownedBy(long principalId) {
        return rows.findByOwnerIdAndDeletedAtIsNull(principalId).stream()
                .map(NamespaceRow::toNamespace)
                .toList();
    }
}
