package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// Read as objects; written by statements, which count what they changed.
@Entity
@Immutable
@Table(schema = "accounts", name = "member")
class MemberRow {

    @Embeddable
    record Key(
            @Column(name = "namespace_id") long organisationId,
            @Column(name = "principal_id") long principalId) {}

    @EmbeddedId
    private @Nullable Key key;

    @Column(nullable = false)
    private boolean owner;

    @Column(name = "created_at", nullable = false)
    private @Nullable Instant createdAt;

    protected MemberRow() {}
}
