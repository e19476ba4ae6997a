package io.slipway.work;

import io.slipway.work.RequestOrigin.Actor;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Something that happened, or was refused: `Event.of("member.add").in(namespaceId).target("ada").with("role",
/// "write")`.
///
/// @param action  `<thing>.<verb>` in lower case
/// @param actor   empty: whoever acts in the request in progress, outside of requests the system
/// @param target  the name of what it was done to, as it is at that moment
/// @param details never secrets
public record Event(
        String action,
        Result result,
        Optional<Actor> actor,
        Optional<Long> namespaceId,
        Optional<Long> repositoryId,
        String target,
        Map<String, String> details) {

    private static final Pattern ACTION = Pattern.compile("[a-z][a-z-]{0,30}(\\.[a-z][a-z-]{0,30}){1,2}");
    private static final int MAX_TEXT = 500;

    public Event {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("An action looks like thing.verb, not " + action);
        }
        target = Printable.of(target, MAX_TEXT);
        Map<String, String> printable = new TreeMap<>();
        details.forEach((key, value) -> printable.put(Printable.of(key, MAX_TEXT), Printable.of(value, MAX_TEXT)));
        details = Collections.unmodifiableMap(printable);
    }

    public static Event of(String action) {
        return new Event(action, Result.OK, Optional.empty(), Optional.empty(), Optional.empty(), "", Map.of());
    }

    public Event in(long namespace) {
        return new Event(action, result, actor, Optional.of(namespace), repositoryId, target, details);
    }

    public Event on(long repository) {
        return new Event(action, result, actor, namespaceId, Optional.of(repository), target, details);
    }

    public Event target(String name) {
        return new Event(action, result, actor, namespaceId, repositoryId, name, details);
    }

    public Event with(String key, String value) {
        Map<String, String> more = new TreeMap<>(details);
        more.put(key, value);
        return new Event(action, result, actor, namespaceId, repositoryId, target, more);
    }

    public Event refused(String reason) {
        return new Event(action, Result.REFUSED, actor, namespaceId, repositoryId, target, details)
                .with("reason", reason);
    }

    /// Where the request in progress does not say it, as for a sign-in.
    public Event by(long principalId, String name) {
        return by(new Actor(principalId, name, Optional.empty()));
    }

    public Event by(Actor who) {
        return new Event(action, result, Optional.of(who), namespaceId, repositoryId, target, details);
    }
}
