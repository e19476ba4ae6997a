package io.slipway.web;

import io.slipway.access.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses every change by an administrator who sees the site as somebody else. It comes after the check of forms, so
/// that the page of the refusal has a form that works.
class SeeAsFilter extends OncePerRequestFilter {

    private static final String REFUSED = SeeAsFilter.class.getName();
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /// What can be sent meanwhile: none of it is of that somebody.
    private static final Set<String> ALLOWED = Set.of(SeeAsController.PATH + "/end", "/logout", "/settings/appearance");

    /// Whether this filter refused the request.
    static boolean refused(HttpServletRequest request) {
        return request.getAttribute(REFUSED) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (Visit.caller(request) instanceof Caller.Viewer && changes(request)) {
            request.setAttribute(REFUSED, true);
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean changes(HttpServletRequest request) {
        return !READING.contains(request.getMethod()) && !ALLOWED.contains(request.getRequestURI());
    }
}
