package io.slipway.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the page after a change says of it. The address names it, so that nothing has to be kept; only these can be
/// named.
public enum Notice {
    PROFILE_CHANGED,
    PASSWORD_CHANGED,
    PASSWORD_SET,
    RECOVERY_ASKED,
    EMAIL_ASKED,
    EMAIL_CHANGED,
    ACCOUNT_MADE,
    JOINED,
    FACTOR_OFF,
    TOKEN_REVOKED,
    TOKEN_DISABLED,
    TOKEN_ENABLED,
    SESSION_ENDED,
    SESSIONS_ENDED,
    REPOSITORY_CHANGED,
    REPOSITORY_RENAMED,
    GRANT_SET,
    GRANT_REVOKED,
    USER_CHANGED,
    USER_DELETED,
    USER_FACTOR_OFF,
    CREATED,
    SAVED,
    DELETED,
    ADDED,
    REMOVED,
    LEFT,
    REVOKED,
    RENAMED,
    RESTORED,
    RETENTION_STARTED,
    STARS_FULL,
    COLLECTION_PAUSED,
    COLLECTION_RESUMED,
    COLLECTION_BEGUN,
    CANCELLED,
    QUOTA_SET,
    QUOTA_REMOVED,
    QUOTA_COUNTED,
    TRASHED,
    BUILD_CANCELLED,
    BUILD_QUEUED;

    static final String PARAMETER = "done";

    /// As in the address and in the messages: `profile-changed`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String message() {
        return "done." + id();
    }

    static Optional<Notice> find(@Nullable String id) {
        return Arrays.stream(values()).filter(notice -> notice.id().equals(id)).findFirst();
    }
}
