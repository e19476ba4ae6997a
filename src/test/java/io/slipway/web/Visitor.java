package io.slipway.web;

import io.slipway.testing.Cast.Part;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Who looks at pages: everybody of the [io.slipway.testing.Cast] who has a browser, and a few more.
enum Visitor {
    ANONYMOUS,
    STRANGER,
    READER,
    WRITER,
    MAINTAINER,
    /// administers one repository
    MANAGER,
    MEMBER,
    TEAM_MEMBER,
    OWNER,
    ADMINISTRATOR,
    AUDITOR,
    ADA,
    /// signed in before the account was disabled
    DISABLED,
    /// owns another organisation
    OTHER_OWNER,
    /// was a member
    FORMER_MEMBER,
    /// an administrator who sees the site as the owner
    VIEWER,
    /// still has to choose a password
    NEWCOMER;

    private static final Set<Visitor> ADDED = Set.of(OTHER_OWNER, FORMER_MEMBER, VIEWER, NEWCOMER);

    Optional<Part> part() {
        return ADDED.contains(this) ? Optional.empty() : Optional.of(Part.valueOf(name()));
    }

    /// How this one's name ends; the viewer is one of the administrators.
    String suffix() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean signedIn() {
        return this != ANONYMOUS && this != DISABLED;
    }
}
