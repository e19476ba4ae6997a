package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.NewCredential;
import io.slipway.access.Right;
import io.slipway.access.ScopeNames;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A token that somebody asks for.
///
/// @param repositories with `namespaces` both empty: everywhere
@BodyLimit(BodyLimit.TOKEN)
record CredentialBody(
        @Nullable String name,
        @Nullable List<String> rights,
        @Nullable List<String> repositories,
        @Nullable List<String> namespaces,
        @Nullable List<String> tagPatterns,
        @Nullable Integer expiresInDays) {

    NewCredential on(ScopeNames names, Caller caller) {
        return new NewCredential(
                Fields.need(name, "name"),
                names.scope(
                        caller,
                        rightSet(),
                        new ScopeNames.Places(orNone(repositories), orNone(namespaces)),
                        orNone(tagPatterns)),
                Optional.ofNullable(expiresInDays).map(Duration::ofDays));
    }

    private Set<Right> rightSet() {
        return orNone(rights).stream().map(CredentialBody::right).collect(Collectors.toSet());
    }

    private static Right right(String id) {
        return switch (id) {
            case "read" -> Right.READ;
            case "write" -> Right.WRITE;
            case "delete" -> Right.DELETE;
            case "admin" -> Right.ADMIN;
            default -> throw ApiException.invalid("rights are read, write, delete and admin");
        };
    }

    private static List<String> orNone(@Nullable List<String> list) {
        if (list == null) {
            return List.of();
        }
        if (list.stream().anyMatch(Objects::isNull)) {
            throw ApiException.invalid("a list has no null in it");
        }
        return list;
    }
}
