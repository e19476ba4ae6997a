package io.slipway.registry;

import io.slipway.access.Access;
import io.slipway.access.ChallengeException;
import io.slipway.access.ChallengeException.Reason;
import io.slipway.content.Repositories;
import io.slipway.content.RepositorySummary;
import io.slipway.content.SearchWords;
import io.slipway.content.Stars;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// `docker search`, which still speaks the first registry API.
@Component
class SearchHandler {

    private static final int DEFAULT = 25;
    private static final int MAX = 100;

    private final Access access;
    private final Repositories repositories;
    private final Stars stars;
    private final JsonMapper json;

    SearchHandler(Access access, Repositories repositories, Stars stars, JsonMapper json) {
        this.access = access;
        this.repositories = repositories;
        this.stars = stars;
        this.json = json;
    }

    ServerResponse ping(ServerRequest request) {
        return Answers.json(
                ServerResponse.ok().header("X-Docker-Registry-Standalone", "true"), json.writeValueAsBytes(true));
    }

    ServerResponse search(ServerRequest request) {
        HttpServletRequest servlet = request.servletRequest();
        checkCaller(servlet);
        String words =
                Query.values(servlet, "q").stream().findFirst().orElse("").replace("\0", "");
        int limit = Query.values(servlet, "n").stream()
                .findFirst()
                .map(SearchHandler::limit)
                .orElse(DEFAULT);
        if (words.length() > SearchWords.MAX_LENGTH) {
            throw new OciException(
                    ErrorCode.NAME_INVALID, "search for at most " + SearchWords.MAX_LENGTH + " characters");
        }
        List<RepositorySummary> found = repositories
                .search(access.visible(CallerFilter.caller(servlet)), words, "", limit)
                .items();
        Map<String, Long> counts =
                stars.counts(found.stream().map(it -> it.name().value()).toList());
        List<Map<String, Object>> results = found.stream()
                .map(it -> result(it, counts.getOrDefault(it.name().value(), 0L)))
                .toList();
        return Answers.json(
                ServerResponse.ok(),
                json.writeValueAsBytes(Map.of("query", words, "num_results", results.size(), "results", results)));
    }

    /// podman and its kin never send credentials here; refused, they ask the catalogue, with credentials.
    private static void checkCaller(HttpServletRequest request) {
        boolean anonymous = CallerFilter.caller(request).principal().isEmpty();
        if (anonymous
                && Objects.requireNonNullElse(request.getHeader("User-Agent"), "")
                        .startsWith("containers/")) {
            throw ChallengeException.forNothing(Reason.NO_TOKEN);
        }
    }

    private static int limit(String n) {
        try {
            return Math.clamp(Long.parseLong(n), 1, MAX);
        } catch (NumberFormatException e) {
            throw new OciException(ErrorCode.SIZE_INVALID, "n is the number of results wanted");
        }
    }

    private static Map<String, Object> result(RepositorySummary repository, long stars) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", repository.name().value());
        result.put("description", repository.description());
        result.put("star_count", stars);
        result.put("is_official", false);
        result.put("is_automated", false);
        return result;
    }
}
