package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.accounts.Session;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.User;
import io.slipway.work.RequestOrigin;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns the session's cookie into a [Caller]; whoever still has a first password gets no page but the one to change
/// it.
class SessionFilter extends OncePerRequestFilter {

    private static final Set<String> WITH_FIRST_PASSWORD = Set.of("/password", "/logout", "/settings/appearance");

    private final Sessions sessions;

    SessionFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(Assets.PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Session> session = Cookies.session(request).flatMap(sessions::find);
        Optional<User> user = session.map(Session::user);
        session.map(Caller::of).ifPresent(caller -> Visit.begin(request, caller));
        user.ifPresent(SessionFilter::act);
        if (user.flatMap(User::initialUntil).isPresent() && !WITH_FIRST_PASSWORD.contains(request.getRequestURI())) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader(HttpHeaders.LOCATION, "/password");
        } else {
            chain.doFilter(request, response);
        }
    }

    private static void act(User user) {
        RequestOrigin.current().ifPresent(origin -> origin.actAs(user.id(), user.name(), Optional.empty()));
    }
}
