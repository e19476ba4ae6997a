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
@Table(schema = "accounts", name = "team_member")
class TeamMemberRow {

    @Embeddable
    record Key(
            @Column(name = "team_id") long teamId,
            @Column(name = "principal_id") long principalId) {}

    @EmbeddedId
    private @Nullable Key key;

    @Column(name = "namespace_id", nullable = false)
    private long organisationId;

    @Column(name = "created_at", nullable = false)
    private @Nullable Instant createdAt;

    protected TeamMemberRow() {}
}
