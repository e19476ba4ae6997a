package io.slipway.api;

import io.slipway.oci.RepositoryName;
import java.util.Optional;

/// What follows `/api/v1/repositories/`: a name with any number of parts and, after `/-/`, something of that
/// repository.
record RepositoryPath(RepositoryName name, Optional<String> below) {

    private static final String SEPARATOR = "/-/";

    /// @param rest with its leading slash
    static RepositoryPath parse(String rest) {
        // no part of a name is a lone -, so the first one separates
        int end = rest.indexOf(SEPARATOR);
        String name = end < 0 ? rest.substring(1) : rest.substring(1, Math.max(1, end));
        Optional<String> below = end < 0 ? Optional.empty() : Optional.of(rest.substring(end + SEPARATOR.length()));
        return new RepositoryPath(RepositoryName.parse(name), below);
    }
}
