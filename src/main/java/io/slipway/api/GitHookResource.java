package io.slipway.api;

import io.slipway.builds.HookAnswer;
import io.slipway.builds.HookHeaders;
import io.slipway.builds.Hooks;
import io.slipway.builds.NoBuild;
import io.slipway.builds.RemoteStarts;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// What Git providers send to `/hooks/{trigger}`, and scripts to `…/start`.
@RestController
@Hidden
class GitHookResource {

    private static final int MOST_START = 16 * 1024;
    private static final String BEARER = "Bearer ";

    /// @param reason why there are no builds
    record Taken(List<Integer> builds, String reason, boolean repeated) {}

    record Pong(boolean pong) {}

    private final Hooks hooks;
    private final RemoteStarts starts;
    private final JsonMapper json;
    private final HookMeters meters;

    GitHookResource(Hooks hooks, RemoteStarts starts, JsonMapper json, HookMeters meters) {
        this.hooks = hooks;
        this.starts = starts;
        this.json = json;
        this.meters = meters;
    }

    @PostMapping("/hooks/{trigger}")
    ResponseEntity<?> accept(@PathVariable String trigger, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        HookHeaders headers = headers(request);
        return answer(meters.counted(headers, hooks.accept(trigger, headers, request.getInputStream())), response);
    }

    @PostMapping("/hooks/{trigger}/start")
    ResponseEntity<?> start(@PathVariable String trigger, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        boolean inUrl = header.isEmpty();
        String token = inUrl ? query(request.getQueryString()) : bearer(header);
        Optional<HookAnswer> refusal = starts.refuse(trigger, token, inUrl);
        if (refusal.isPresent()) {
            return answer(refusal.get(), response);
        }
        byte[] body = request.getInputStream().readNBytes(MOST_START + 1);
        if (body.length > MOST_START) {
            throw ApiAdvice.tooLarge(MOST_START);
        }
        return answer(starts.start(trigger, token, inUrl, RemoteStart.read(json, body)), response);
    }

    /// Whatever else is asked of a hook.
    @RequestMapping({"/hooks", "/hooks/**"})
    ResponseEntity<?> other() {
        throw refused();
    }

    private static ResponseEntity<?> answer(HookAnswer answer, HttpServletResponse response) {
        return switch (answer) {
            case HookAnswer.Refused _ -> throw refused();
            case HookAnswer.Wait wait -> {
                response.setHeader("Retry-After", String.valueOf(wait.time().toSeconds() + 1));
                throw new ApiException(429, "too-many-requests", "too many deliveries were refused; wait");
            }
            case HookAnswer.TooLarge large -> throw ApiAdvice.tooLarge(large.most());
            case HookAnswer.Malformed wrong -> throw ApiException.invalid(wrong.sentence());
            case HookAnswer.QueueFull full -> throw new ApiException(429, "queue-full", full.sentence());
            case HookAnswer.Pong _ -> ResponseEntity.ok(new Pong(true));
            case HookAnswer.Taken taken ->
                ResponseEntity.accepted().body(new Taken(taken.builds(), id(taken.reason()), taken.repeated()));
        };
    }

    static String id(NoBuild reason) {
        return reason == NoBuild.NONE ? "" : PoliciesResource.id(reason);
    }

    /// The same for no such trigger, one that rests, and a signature that is missing or wrong.
    private static ApiException refused() {
        return ApiException.unauthorized(
                "there is no trigger here that takes this: the address or the secret is wrong");
    }

    private static HookHeaders headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return new HookHeaders(headers);
    }

    private static String bearer(String header) {
        return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : "";
    }

    /// Not by the parameters of the request, which would read a form from its body.
    private static String query(@Nullable String query) {
        String text = Objects.requireNonNullElse(query, "");
        for (String part : text.split("&")) {
            if (part.startsWith("token=")) {
                return part.substring("token=".length());
            }
        }
        return "";
    }
}
