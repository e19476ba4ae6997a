package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.work.Faults;
import io.slipway.work.Idempotency;
import io.slipway.work.Idempotency.Claim;
import io.slipway.work.IdempotencyKey;
import io.slipway.work.KeptAnswer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// `Idempotency-Key`: whoever got no answer to a POST sends it again, and it is done once.
class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String RETRY = "1";
    private static final String PATH = "/api/v1/";
    private static final Pattern KEY = Pattern.compile("[ -~]{1,255}");
    private static final List<String> KEPT_HEADERS = List.of("Content-Type", "Content-Location", "ETag", "Location");

    /// Refusals by what is there, not by how the request was written: those are as final as a success.
    private static final Set<Integer> DECISIONS = Set.of(403, 404, 409);

    private final Idempotency idempotency;
    private final Problems problems;

    IdempotencyFilter(Idempotency idempotency, Problems problems) {
        this.idempotency = idempotency;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !request.getRequestURI().startsWith(PATH)
                || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        KnownBody known;
        Claim claim;
        try {
            IdempotencyKey key = key(request);
            known = KnownBody.read(request);
            claim = idempotency.claim(key, known.hash());
        } catch (RuntimeException e) {
            problems.write(e, request, response);
            return;
        }
        switch (claim) {
            case Claim.Mine mine -> perform(mine, known, response, chain);
            case Claim.Done(KeptAnswer answer) -> replay(answer, response);
            case Claim.Running _ -> {
                response.setHeader("Retry-After", RETRY);
                problems.write(running(), request, response);
            }
            case Claim.Reused _ -> problems.write(reused(), request, response);
        }
    }

    private void perform(Claim.Mine mine, KnownBody request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper copy = new ContentCachingResponseWrapper(response);
        boolean answered = false;
        try {
            chain.doFilter(request, copy);
            answered = true;
        } finally {
            // before the client has the answer: whoever has it and asks again gets the same
            end(mine, answered ? answer(request, copy) : Optional.empty());
        }
        copy.copyBodyToResponse();
    }

    private void end(Claim.Mine mine, Optional<KeptAnswer> answer) {
        try {
            answer.ifPresentOrElse(kept -> idempotency.keep(mine, kept), () -> idempotency.release(mine));
        } catch (RuntimeException e) {
            // what was done is done; the key is held for some minutes
            LOG.warn("the answer to a request with a key was not kept: {}", Faults.reason(e));
        }
    }

    private Optional<KeptAnswer> answer(HttpServletRequest request, ContentCachingResponseWrapper response) {
        int status = response.getStatus();
        boolean problem = Objects.equals(response.getContentType(), Problems.MEDIA_TYPE);
        if (status >= 300 && !(DECISIONS.contains(status) && problem)) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        KEPT_HEADERS.forEach(
                name -> Optional.ofNullable(response.getHeader(name)).ifPresent(value -> headers.put(name, value)));
        if (!ShownOnceAdvice.showedSecret(request)) {
            return Optional.of(new KeptAnswer(status, headers, response.getContentAsByteArray()));
        }
        headers.put("Content-Type", Problems.MEDIA_TYPE);
        return Optional.of(new KeptAnswer(409, headers, problems.body(shownOnce())));
    }

    private static void replay(KeptAnswer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        response.setHeader(REPLAYED, "true");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private static IdempotencyKey key(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(HEADER));
        String text = values.getFirst().strip();
        // the draft of the standard has quotes around it
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        String key = quoted ? text.substring(1, text.length() - 1) : text;
        if (values.size() > 1 || !KEY.matcher(key).matches()) {
            throw new ApiException(
                    400, "idempotency-key-invalid", HEADER + " is one text of 1 to 255 characters of ASCII");
        }
        return new IdempotencyKey(holder(request), request.getMethod() + " " + request.getRequestURI(), key);
    }

    /// A credential each: an answer that one may get another may not.
    private static String holder(HttpServletRequest request) {
        return switch (ApiCallerFilter.caller(request)) {
            case Caller.Person person -> "user " + person.user().id();
            case Caller.Holder holder -> "credential " + holder.credentialId();
            case Caller.Viewer viewer -> "viewer " + viewer.administrator().id();
            case Caller.Anonymous _, Caller.Bearer _ -> "address " + request.getRemoteAddr();
        };
    }

    private static ApiException running() {
        return new ApiException(
                409, "idempotency-key-in-use", "a request with this key is being done; ask again in a moment");
    }

    private static ApiException reused() {
        return new ApiException(
                422, "idempotency-key-reused", "this key was used for another request: take a new key for each");
    }

    private static Problem shownOnce() {
        return Problem.of(
                409,
                "secret-shown-once",
                "this was done, and its secret was in the first answer, which is kept nowhere;"
                        + " if you did not get it, make another one with a new key");
    }
}
