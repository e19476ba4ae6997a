package io.slipway.access;

import io.slipway.accounts.Subject;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Who stands behind a [Caller] now, whatever the registry token says that was issued a while ago.
@Component
class Callers {

    private final Subjects subjects;
    private final CredentialSql credentials;

    Callers(Subjects subjects, CredentialSql credentials) {
        this.subjects = subjects;
        this.credentials = credentials;
    }

    Who who(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous _ -> Who.NOBODY;
            case Caller.Person person -> Who.whole(person.user());
            case Caller.Viewer viewer -> Who.whole(viewer.seen());
            case Caller.Holder holder -> new Who(Optional.of(holder.subject()), holder.scope());
            case Caller.Bearer bearer -> who(bearer.token());
        };
    }

    private Who who(AccessToken token) {
        Optional<Subject> subject = token.principal().flatMap(subjects::find).filter(found -> !found.disabled());
        if (subject.isEmpty()) {
            return Who.NOBODY;
        }
        return token.credentialId().isEmpty()
                ? Who.whole(subject.get())
                : credentials
                        .scope(token.credentialId().get())
                        .map(scope -> new Who(subject, scope))
                        .orElse(Who.NOBODY);
    }
}
