package io.slipway.gc;

import io.slipway.content.RetentionTag;

/// What a policy means for a tag, and why.
///
/// @param rule which of the policy's rules keeps it, from 1; 0 where none does
public record Verdict(RetentionTag tag, Reason reason, int rule) {

    public enum Reason {
        /// No rule looks at it.
        OUT_OF_SCOPE,
        LOCKED,
        IMMUTABLE,
        PROTECTED,
        NEVER,
        PUSHED,
        PULLED,
        YOUNGER,
        PULLED_WITHIN,
        MATCHING,
        PATCHES,
        MINORS,
        /// To an image that stays.
        ATTACHED,
        /// To an image whose last tag goes.
        GOES_WITH_IMAGE,
        GOES;

        boolean goes() {
            return this == GOES || this == GOES_WITH_IMAGE;
        }
    }

    public boolean goes() {
        return reason.goes();
    }
}
