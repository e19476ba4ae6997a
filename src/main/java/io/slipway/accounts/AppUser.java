package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

// only changed columns are written: a new display name does not undo what somebody else did to the account meanwhile
@Entity
@DynamicUpdate
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

    @Column(name = "email_confirmed_at")
    private @Nullable Instant emailConfirmedAt;

    @Column(name = "display_name", nullable = false)
    private String displayName = "";

    @Column
    private @Nullable String language;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Column(name = "password_version", nullable = false)
    private int passwordVersion = 1;

    @Column(name = "password_initial_until")
    private @Nullable Instant passwordInitialUntil;

    @Column(nullable = false)
    private boolean administrator;

    @Column(nullable = false)
    private boolean auditor;

    @Column(name = "disabled_at")
    private @Nullable Instant disabledAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Formula("EXISTS (SELECT 1 FROM accounts.second_factor f"
            + " WHERE f.principal_id = principal_id AND f.confirmed_at IS NOT NULL)")
    private boolean twoFactor;

    protected AppUser() {}

    AppUser(Namespace home, NewUser user, Optional<String> passwordHash) {
        this.id = home.ownerId().orElseThrow();
        this.namespaceId = home.id();
        this.name = home.name();
        this.email = user.email().orElse(null);
        this.language = user.language().orElse(null);
        this.passwordHash = passwordHash.orElse(null);
        this.administrator = user.administrator();
        this.passwordInitialUntil = user.initialUntil().orElse(null);
    }

    Optional<String> passwordHash() {
        return Optional.ofNullable(passwordHash);
    }

    /// What was given for the old password ends with it.
    void changePassword(String hash) {
        passwordHash = hash;
        passwordInitialUntil = null;
        endWhatWasGiven();
    }

    void endWhatWasGiven() {
        passwordVersion++;
    }

    void changeProfile(Profile profile) {
        displayName = profile.displayName();
        language = profile.language().orElse(null);
    }

    void confirmEmail(String address, Instant now) {
        email = address;
        emailConfirmedAt = now;
    }

    void setAdministrator(boolean value) {
        administrator = value;
    }

    void setAuditor(boolean value) {
        auditor = value;
    }

    void disable(Instant now) {
        disabledAt = now;
    }

    void enable() {
        disabledAt = null;
    }

    /// Keeps the name, for the history, and nothing that opens anything or says who it was.
    void delete(Instant now) {
        deletedAt = now;
        email = null;
        emailConfirmedAt = null;
        displayName = "";
        passwordHash = null;
        administrator = false;
        auditor = false;
        endWhatWasGiven();
    }

    boolean isLive() {
        return deletedAt == null;
    }

    User toUser() {
        return new User(
                id,
                name,
                namespaceId,
                Optional.ofNullable(email),
                displayName,
                Optional.ofNullable(language),
                administrator,
                auditor,
                disabledAt != null,
                twoFactor,
                passwordVersion,
                Optional.ofNullable(passwordInitialUntil));
    }
}
