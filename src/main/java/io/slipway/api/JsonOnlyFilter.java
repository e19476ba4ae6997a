package io.slipway.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/// Changes have bodies of JSON or none, also where nothing of the body is read: a form of another site sends no JSON.
class JsonOnlyFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final MediaType ANY_JSON = MediaType.valueOf("application/*+json");

    private final Problems problems;

    JsonOnlyFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean body = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        if (READING.contains(request.getMethod()) || !body || isJson(request.getContentType())) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Accept", MediaType.APPLICATION_JSON_VALUE);
            String sentence = "a body is JSON, and says so: Content-Type: application/json";
            problems.write(new ApiException(415, "unsupported-media-type", sentence), request, response);
        }
    }

    private static boolean isJson(@Nullable String type) {
        if (type == null) {
            return false;
        }
        try {
            MediaType given = MediaType.parseMediaType(type);
            return MediaType.APPLICATION_JSON.includes(given) || ANY_JSON.includes(given);
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
