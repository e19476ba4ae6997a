package io.slipway.access;

import io.slipway.access.CredentialSql.Found;
import io.slipway.accounts.Subject;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds who holds a personal access token or a robot's.
@Component
class HeldTokens {

    private final CredentialSql credentials;
    private final CredentialUses uses;
    private final Subjects subjects;

    HeldTokens(CredentialSql credentials, CredentialUses uses, Subjects subjects) {
        this.credentials = credentials;
        this.uses = uses;
        this.subjects = subjects;
    }

    /// Empty for a token that is mistyped, unknown, over, disabled or revoked, and for a holder who is gone or
    /// disabled.
    Optional<Caller.Holder> find(String text, String address) {
        Optional<Found> found = CredentialSecret.parse(text).flatMap(credentials::find);
        Optional<Subject> subject =
                found.flatMap(it -> subjects.find(it.principal())).filter(it -> !it.disabled());
        if (found.isEmpty() || subject.isEmpty()) {
            return Optional.empty();
        }
        uses.note(found.get().id(), address);
        return Optional.of(
                new Caller.Holder(subject.get(), found.get().id(), found.get().scope()));
    }
}
