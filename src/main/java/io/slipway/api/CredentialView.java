package io.slipway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.access.Credential;
import io.slipway.access.Credentials;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A token, of a person or of a robot, as this API shows it.
///
/// @param hints  the last characters of the secrets that work
/// @param state  active, expired or disabled
/// @param secret only in the answer that makes it
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CredentialView(
        long id,
        String name,
        List<String> rights,
        List<String> repositories,
        List<String> namespaces,
        List<String> tagPatterns,
        List<String> hints,
        String state,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> usedAt,
        Optional<String> usedFrom,
        Optional<String> secret)
        implements ShownOnce {

    private static final String WHOLE = "/*";

    public static CredentialView of(Credential credential) {
        return of(credential, Optional.empty());
    }

    public static CredentialView of(Credentials.Issued issued) {
        return of(issued.credential(), Optional.of(issued.secret()));
    }

    private static CredentialView of(Credential credential, Optional<String> secret) {
        return new CredentialView(
                credential.id(),
                credential.name(),
                credential.scope().rights().stream()
                        .sorted()
                        .map(CredentialView::id)
                        .toList(),
                credential.places().stream()
                        .filter(place -> !place.endsWith(WHOLE))
                        .toList(),
                credential.places().stream()
                        .filter(place -> place.endsWith(WHOLE))
                        .map(place -> place.substring(0, place.length() - WHOLE.length()))
                        .toList(),
                credential.scope().tags().globs(),
                credential.hints(),
                id(credential.state()),
                credential.createdAt(),
                credential.expiresAt(),
                credential.usedAt(),
                credential.address(),
                secret);
    }

    private static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean showsSecret() {
        return secret.isPresent();
    }

    @Override
    public String toString() {
        return "CredentialView[" + id + "]";
    }
}
