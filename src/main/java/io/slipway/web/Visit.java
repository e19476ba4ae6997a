package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.accounts.User;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// Who looks at the page: kept with the request by [SessionFilter].
final class Visit {

    private static final String ATTRIBUTE = Visit.class.getName();

    private Visit() {}

    static void begin(HttpServletRequest request, Caller caller) {
        request.setAttribute(ATTRIBUTE, caller);
    }

    static Caller caller(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : new Caller.Anonymous();
    }

    /// As whom the page is seen.
    static Optional<User> user(HttpServletRequest request) {
        return switch (caller(request)) {
            case Caller.Person person -> Optional.of(person.user());
            case Caller.Viewer viewer -> Optional.of(viewer.seen());
            case Caller.Anonymous _, Caller.Holder _, Caller.Bearer _ -> Optional.empty();
        };
    }
}
