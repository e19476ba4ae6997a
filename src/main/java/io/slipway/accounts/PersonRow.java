package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// What lists show of an account.
@Entity
@Immutable
@Table(schema = "accounts", name = "app_user")
class PersonRow {

    @Id
    @Column(name = "principal_id")
    private long id;

    @Column(nullable = false)
    private String name = "";

    @Column(name = "display_name", nullable = false)
    private String displayName = "";

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    protected PersonRow() {}
}
