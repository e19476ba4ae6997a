package io.slipway.content;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;

/// Which tags stay. A tag goes when a rule looks at it and none that does keeps it.
///
/// @param immutables whether tags that a rule makes immutable may go, too
/// @param guarded    whether tags that a rule protects may
public record RetentionPolicy(Schedule schedule, boolean immutables, boolean guarded, List<Rule> rules) {

    public RetentionPolicy {
        rules = List.copyOf(rules);
    }

    /// When it is applied by itself, in UTC.
    public record Schedule(Every every, int hour, DayOfWeek day) {

        public static final Schedule OFF = new Schedule(Every.OFF, 0, DayOfWeek.MONDAY);
    }

    public enum Every {
        OFF,
        DAILY,
        WEEKLY
    }

    /// @param scope the tags that it looks at; those that match `never` are kept by it
    /// @param keep  each keeps what it says
    public record Rule(List<TagPattern> scope, List<TagPattern> never, List<Keep> keep) {

        public Rule {
            scope = List.copyOf(scope);
            never = List.copyOf(never);
            keep = List.copyOf(keep);
        }

        public boolean looksAt(String tag) {
            return TagPattern.any(scope, tag);
        }

        public boolean spares(String tag) {
            return TagPattern.any(never, tag);
        }
    }

    public enum Kind {
        /// The last ones, by the time of their push.
        PUSHED,
        /// The last ones, by the time of their last pull.
        PULLED,
        /// Pushed within a time.
        YOUNGER,
        /// Pulled within a time.
        PULLED_WITHIN,
        MATCHING,
        /// The newest patches of each minor version.
        PATCHES,
        /// The newest minor versions of each major one.
        MINORS
    }

    /// @param count    how many
    /// @param within   how long ago at most
    /// @param patterns one of which it matches
    public record Keep(Kind kind, int count, Duration within, List<TagPattern> patterns) {

        public Keep {
            patterns = List.copyOf(patterns);
        }

        public boolean matches(String tag) {
            return TagPattern.any(patterns, tag);
        }
    }
}
