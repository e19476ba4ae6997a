package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

@Entity
@Table(schema = "accounts", name = "app_user")
class AppUser {

    @Id
    @Column(name = "principal_id")
    private long id;

    @Column(name = "namespace_id", nullable = false)
    private long namespaceId;

    @Column(nullable = false)
    private String name = "";

    @Column
    private @Nullable String email;

    @Column(name = "password_hash", nullable = false)
    private String passwordHash = "";

    @Column(name = "password_version", nullable = false)
    private int passwordVersion = 1;

    @Column(name = "password_initial_until")
    private @Nullable Instant passwordInitialUntil;

    @Column(nullable = false)
    private boolean administrator;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    protected AppUser() {}

    AppUser(Principal principal, Namespace namespace, NewUser user, String passwordHash) {
        this.id = principal.id();
        this.namespaceId = namespace.id();
        this.name = namespace.name();
        this.email = user.email().orElse(null);
        this.passwordHash = passwordHash;
        this.administrator = user.administrator();
        this.passwordInitialUntil = user.initialUntil().orElse(null);
    }

    String passwordHash() {
        return passwordHash;
    }

    /// What was given for the old password ends with it.
    void changePassword(String hash) {
        passwordHash = hash;
        passwordVersion++;
        passwordInitialUntil = null;
    }

    User toUser() {
        return new User(
                id,
                name,
                namespaceId,
                Optional.ofNullable(email),
                administrator,
                disabledAt != null,
                passwordVersion,
                Optional.ofNullable(passwordInitialUntil));
    }
}
