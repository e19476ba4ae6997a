package io.slipway.builds;

/// Why a delivery made no build: words that pages translate.
public enum NoBuild {
    /// it made one
    NONE,
    /// a try of the connection
    PING,
    /// no push: nothing else is built
    OTHER_EVENT,
    /// code of people who may not push there never meets this trigger's secrets
    PULL_REQUEST,
    /// a branch or a tag went away
    DELETED,
    /// the commit's message asks for none
    SKIPPED,
    REF_INVALID,
    NO_RULE,
    RULE_OFF,
    /// a rule matched, and none of its templates made a tag
    NO_TAG,
    QUEUE_FULL,
    /// rightly signed, and not what the provider sends
    MALFORMED
}
