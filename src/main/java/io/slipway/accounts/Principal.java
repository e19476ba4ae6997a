package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/// Somebody who can act.
@Entity
@Table(schema = "accounts", name = "principal")
class Principal {

    enum Kind {
        USER,
        ROBOT
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    @Column(nullable = false)
    @Enumerated(EnumType.STRING)
    private Kind kind = Kind.USER;

    protected Principal() {}

    static Principal user() {
        return new Principal();
    }

    static Principal robot() {
        Principal robot = new Principal();
        robot.kind = Kind.ROBOT;
        return robot;
    }

    long id() {
        return java.util.Objects.requireNonNull(id);
    }
}
