package io.slipway.oci;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an image runs on. Operating system or architecture is empty where a client left it out.
///
/// The order is that in which people look for platforms, the same everywhere: what most use comes first.
public record Platform(String os, String architecture, Optional<String> variant, Optional<String> osVersion)
        implements Comparable<Platform> {

    private static final List<String> FIRST = List.of(
            "linux/amd64",
            "linux/arm64",
            "linux/arm/v7",
            "linux/arm/v6",
            "linux/arm/v5",
            "linux/386",
            "linux/ppc64le",
            "linux/s390x",
            "linux/riscv64");

    private static final Comparator<Platform> ORDER = Comparator.comparingInt(Platform::rank)
            .thenComparing(Platform::os)
            .thenComparing(Platform::toString)
            .thenComparing(it -> it.osVersion.orElse(""));

    @Override
    public int compareTo(Platform other) {
        return ORDER.compare(this, other);
    }

    /// Of what is no image but stands in an index, such as BuildKit's attestations.
    public boolean isUnknown() {
        return os.equals("unknown") || architecture.equals("unknown");
    }

    private int rank() {
        int exact = FIRST.indexOf(toString());
        int place = exact < 0 ? FIRST.indexOf(os + "/" + architecture) : exact;
        if (place >= 0) {
            return place;
        }
        return os.equals("linux") ? FIRST.size() : FIRST.size() + 1;
    }

    @Override
    public String toString() {
        return Stream.of(os, architecture, variant.orElse(""))
                .filter(not(String::isEmpty))
                .collect(joining("/"));
    }
}
