package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

@Entity
@Table(schema = "accounts", name = "team")
class TeamRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(name = "namespace_id", nullable = false, updatable = false)
    private long organisationId;

    @Column(nullable = false)
    private String name = "";

    @Column(nullable = false)
    private String description = "";

    protected TeamRow() {}

    TeamRow(long organisationId, ShortName name, String description) {
        this.organisationId = organisationId;
        this.name = name.value();
        this.description = Texts.description(description);
    }

    long id() {
        return Objects.requireNonNull(id);
    }

    long organisationId() {
        return organisationId;
    }

    String name() {
        return name;
    }

    void rename(ShortName changed) {
        name = changed.value();
    }

    void describe(String changed) {
        description = Texts.description(changed);
    }
}
