package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.annotations.Generated;
import org.jspecify.annotations.Nullable;

@Entity
@Table(schema = "accounts", name = "robot")
class RobotRow {

    @Id
    @Column(name = "principal_id")
    private long id;

    @Column(name = "namespace_id", nullable = false, updatable = false)
    private long namespaceId;

    @Column(name = "repository_id", updatable = false)
    private @Nullable Long repositoryId;

    @Column(nullable = false, updatable = false)
    private String name = "";

    @Column(nullable = false)
    private String description = "";

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "created_by", nullable = false, updatable = false)
    private long createdBy;

    @Generated
    @Column(name = "created_at", nullable = false)
    private @Nullable Instant createdAt;

    @Column(name = "deleted_at", insertable = false, updatable = false)
    private @Nullable Instant deletedAt;

    protected RobotRow() {}

    RobotRow(Principal principal, NewRobot robot, long createdBy) {
        this.id = principal.id();
        this.namespaceId = robot.namespaceId();
        this.repositoryId = robot.repositoryId().orElse(null);
        this.name = robot.name().value();
        this.description = robot.description();
        this.createdBy = createdBy;
    }

    long namespaceId() {
        return namespaceId;
    }

    void describe(String changed) {
        description = Texts.description(changed);
    }

    Robot toRobot(String namespace, Optional<String> creator) {
        return new Robot(
                id,
                namespace + "+" + name,
                namespaceId,
                name,
                Optional.ofNullable(repositoryId),
                description,
                disabledAt != null,
                Objects.requireNonNull(createdAt),
                creator);
    }
}
