package io.slipway.web;

import static io.slipway.web.Visitor.ADA;
import static io.slipway.web.Visitor.ADMINISTRATOR;
import static io.slipway.web.Visitor.AUDITOR;
import static io.slipway.web.Visitor.MAINTAINER;
import static io.slipway.web.Visitor.MANAGER;
import static io.slipway.web.Visitor.MEMBER;
import static io.slipway.web.Visitor.OTHER_OWNER;
import static io.slipway.web.Visitor.OWNER;
import static io.slipway.web.Visitor.READER;
import static io.slipway.web.Visitor.STRANGER;
import static io.slipway.web.Visitor.TEAM_MEMBER;
import static io.slipway.web.Visitor.VIEWER;
import static io.slipway.web.Visitor.WRITER;

import java.util.Set;

/// What somebody must be to use a page, written down independently of the code that decides.
enum PageNeed {
    ANYBODY,
    NOBODY,
    /// signed in, to look at what is one's own
    SELF,
    /// signed in, to change what is one's own
    ACCOUNT,
    /// what belongs to the stranger
    STRANGERS_OWN,
    SEE_OPERATION,
    CANCEL_OPERATION,
    OVERSEER,
    SITE_ADMINISTRATOR,
    SEE_ORGANISATION,
    OVERSEE_ORGANISATION,
    GOVERN_ORGANISATION,
    /// a member leaves, or is removed
    GOVERN_OR_LEAVE,
    OVERSEE_APP_ROBOT,
    GOVERN_APP_ROBOT,
    SEE_APP,
    /// to have its bytes, and not only to look
    PULL_APP,
    /// starts and cancels builds in it, too
    PUSH_APP,
    OVERSEE_APP,
    /// deletes and restores in it
    MAINTAIN_APP,
    MANAGE_APP,
    OVERSEE_ADA,
    GOVERN_ADA,
    SEE_OTHER,
    GOVERN_OTHER;

    boolean admits(Visitor visitor) {
        return switch (this) {
            case ANYBODY -> true;
            case NOBODY -> false;
            case SELF -> visitor.signedIn();
            case ACCOUNT -> visitor.signedIn() && visitor != VIEWER;
            case SEE_OPERATION -> Set.of(STRANGER, ADMINISTRATOR, AUDITOR).contains(visitor);
            case CANCEL_OPERATION -> Set.of(STRANGER, ADMINISTRATOR).contains(visitor);
            case STRANGERS_OWN -> visitor == STRANGER;
            case OVERSEER -> Set.of(ADMINISTRATOR, AUDITOR).contains(visitor);
            case SITE_ADMINISTRATOR -> visitor == ADMINISTRATOR;
            case SEE_ORGANISATION ->
                GOVERN_ORGANISATION.admits(visitor)
                        || Set.of(MEMBER, TEAM_MEMBER, AUDITOR, VIEWER).contains(visitor);
            case OVERSEE_ORGANISATION -> GOVERN_ORGANISATION.admits(visitor) || visitor == AUDITOR;
            case GOVERN_ORGANISATION -> Set.of(OWNER, ADMINISTRATOR).contains(visitor);
            case GOVERN_OR_LEAVE -> GOVERN_ORGANISATION.admits(visitor) || visitor == MEMBER;
            case OVERSEE_APP_ROBOT, OVERSEE_APP -> MANAGE_APP.admits(visitor) || visitor == AUDITOR;
            case GOVERN_APP_ROBOT, MANAGE_APP -> GOVERN_ORGANISATION.admits(visitor) || visitor == MANAGER;
            case SEE_APP ->
                SEE_ORGANISATION.admits(visitor)
                        || Set.of(READER, WRITER, MAINTAINER, MANAGER).contains(visitor);
            case MAINTAIN_APP -> MANAGE_APP.admits(visitor) || visitor == MAINTAINER;
            case PUSH_APP -> MAINTAIN_APP.admits(visitor) || visitor == WRITER || visitor == TEAM_MEMBER;
            case PULL_APP -> SEE_APP.admits(visitor) && visitor != AUDITOR && visitor != VIEWER;
            case OVERSEE_ADA -> Set.of(ADA, ADMINISTRATOR, AUDITOR).contains(visitor);
            case GOVERN_ADA -> Set.of(ADA, ADMINISTRATOR).contains(visitor);
            case SEE_OTHER -> Set.of(OTHER_OWNER, ADMINISTRATOR, AUDITOR).contains(visitor);
            case GOVERN_OTHER -> Set.of(OTHER_OWNER, ADMINISTRATOR).contains(visitor);
        };
    }

    /// The one who makes each change once, and in whose browser forms are forged.
    Visitor actor() {
        return switch (this) {
            case ANYBODY -> Visitor.ANONYMOUS;
            case SELF, ACCOUNT, STRANGERS_OWN, SEE_OPERATION, CANCEL_OPERATION -> STRANGER;
            case OVERSEER, SITE_ADMINISTRATOR -> ADMINISTRATOR;
            case OVERSEE_APP_ROBOT,
                    GOVERN_APP_ROBOT,
                    SEE_APP,
                    PULL_APP,
                    PUSH_APP,
                    OVERSEE_APP,
                    MAINTAIN_APP,
                    MANAGE_APP -> MANAGER;
            case OVERSEE_ADA, GOVERN_ADA -> ADA;
            case SEE_OTHER, GOVERN_OTHER -> OTHER_OWNER;
            case NOBODY, SEE_ORGANISATION, OVERSEE_ORGANISATION, GOVERN_ORGANISATION, GOVERN_OR_LEAVE -> OWNER;
        };
    }
}
