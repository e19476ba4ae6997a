package io.slipway.builds;

import java.util.Optional;

/// What somebody wants to be built.
///
/// @param ref    of the kind COMMIT only with a rule
/// @param commit of the branch or tag; empty: what it points at when it is built
/// @param rule   one rule, whatever refs it is of; empty: those that match
public record StartWish(SourceRef ref, Optional<String> commit, Optional<Long> rule) {}
