package io.slipway.access;

import io.slipway.accounts.Session;
import io.slipway.accounts.Subject;
import io.slipway.accounts.User;
import io.slipway.work.RequestOrigin;
import java.util.Optional;

/// Who asks, by which credential.
public sealed interface Caller {

    /// No credential at all.
    record Anonymous() implements Caller {}

    /// An account's own password, or a browser session: holds all that the account holds.
    record Person(User user) implements Caller {}

    /// A personal access token or a robot's: holds what its scope leaves of what the account holds.
    record Holder(Subject subject, long credentialId, CredentialScope scope) implements Caller {}

    /// A registry access token: holds what it was issued for.
    record Bearer(AccessToken token) implements Caller {}

    /// An administrator who looks at the site as somebody else would see it: may look only.
    record Viewer(User seen, User administrator) implements Caller {}

    /// Whoever is signed in with a browser.
    static Caller of(Session session) {
        return session.seeAs()
                .<Caller>map(seen -> new Viewer(seen, session.user()))
                .orElseGet(() -> new Person(session.user()));
    }

    /// The principal that acts; empty for an anonymous token, too.
    default Optional<Long> principal() {
        return switch (this) {
            case Anonymous _ -> Optional.empty();
            case Person person -> Optional.of(person.user().id());
            case Holder holder -> Optional.of(holder.subject().id());
            case Bearer bearer -> bearer.token().principal();
            case Viewer viewer -> Optional.of(viewer.administrator().id());
        };
    }

    /// Says for the request in progress who acts, so that whatever it changes is recorded as theirs.
    default void act() {
        RequestOrigin.current().ifPresent(origin -> {
            switch (this) {
                case Anonymous _ -> {}
                case Person person ->
                    origin.actAs(person.user().id(), person.user().name(), Optional.empty());
                case Holder holder ->
                    origin.actAs(holder.subject().id(), holder.subject().name(), Optional.of(holder.credentialId()));
                // a registry token costs no query, so its name is looked up when the event is shown
                case Bearer bearer ->
                    bearer.token()
                            .principal()
                            .ifPresent(id -> origin.actAs(id, "", bearer.token().credentialId()));
                case Viewer viewer ->
                    origin.actAs(
                            viewer.administrator().id(), viewer.administrator().name(), Optional.empty());
            }
        });
    }
}
