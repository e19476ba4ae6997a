package io.slipway.web;

import java.util.List;
import java.util.Optional;

/// Somebody as everybody sees them.
///
/// @param quota of the reader's own namespace, where there is one
public record PersonPage(
        Shell shell,
        String name,
        String displayName,
        boolean self,
        Optional<QuotaBar> quota,
        List<RepositoriesPage.Row> rows,
        boolean first,
        Optional<String> next) {}
