package io.slipway.content;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page of repositories that a search found.
///
/// @param next         where the next page starts
/// @param count        how many there are, but for no more than [Search#COUNTED]
/// @param more         there are more than those
/// @param namespaces   how many of those counted lie in which namespace, the most first
/// @param visibilities how many of those counted are public and private
/// @param facets       what those counted have; empty unless it was asked for
public record RepositoriesFound(
        List<RepositorySummary> items,
        Optional<String> next,
        int count,
        boolean more,
        Map<String, Long> namespaces,
        Map<Visibility, Long> visibilities,
        Facets facets) {}
