package io.slipway.web.palette;

import io.slipway.access.Caller;
import java.util.List;

/// Finds repositories by some words.
interface RepositoryFinder {

    /// The names of those that the caller may see, the best first.
    List<String> find(Caller caller, String words, int limit);
}
