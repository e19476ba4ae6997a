package io.slipway.web;

import java.util.List;
import java.util.Optional;

/// Somebody as everybody sees them.
public record PersonPage(
        Shell shell,
        String name,
        String displayName,
        boolean self,
        List<RepositoriesPage.Row> rows,
        boolean first,
        Optional<String> next) {}
