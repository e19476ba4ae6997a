package io.slipway.oci;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;

/// What an image runs on. Operating system or architecture is empty where a client left it out.
public record Platform(String os, String architecture, Optional<String> variant, Optional<String> osVersion) {

    @Override
    public String toString() {
        return Stream.of(os, architecture, variant.orElse(""))
                .filter(not(String::isEmpty))
                .collect(joining("/"));
    }
}
