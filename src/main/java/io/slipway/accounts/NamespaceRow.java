package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(schema = "accounts", name = "namespace")
class NamespaceRow {

    enum Kind {
        USER,
        ORGANISATION
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(nullable = false)
    private String name = "";

    @Column(nullable = false)
    @Enumerated(EnumType.STRING)
    private Kind kind = Kind.USER;

    @Column(name = "owner_id")
    private @Nullable Long ownerId;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected NamespaceRow() {}

    NamespaceRow(AccountName name, Principal owner) {
        this.name = name.value();
        this.ownerId = owner.id();
    }

    static NamespaceRow organisation(AccountName name) {
        NamespaceRow row = new NamespaceRow();
        row.name = name.value();
        row.kind = Kind.ORGANISATION;
        return row;
    }

    Namespace toNamespace() {
        return new Namespace(Objects.requireNonNull(id), name, Optional.ofNullable(ownerId));
    }
}
