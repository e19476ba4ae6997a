package io.slipway.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// `after` and `limit` of a list: at most so many entries, whose names come after that one.
public record PageQuery(String after, int limit) {

    private static final int DEFAULT = 100;
    private static final int MAX = 1_000;

    public static PageQuery of(@Nullable String after, @Nullable String limit) {
        String start = after == null ? "" : after;
        if (start.indexOf('\0') >= 0) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        return new PageQuery(start, limit == null ? DEFAULT : limit(limit));
    }

    /// Where the list goes by numbers: the newest first, before that one.
    Optional<Long> number() {
        if (after.isEmpty()) {
            return Optional.empty();
        }
        if (after.length() > 18 || !after.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        return Optional.of(Long.parseLong(after));
    }

    /// Names the next page where there is one.
    ///
    /// @param path may have a query of its own
    public <T> ResponseEntity<List<T>> answer(String path, List<T> items, boolean more, Function<T, String> name) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (more) {
            answer.header("Link", link(path, name.apply(items.getLast())));
        }
        return answer.body(items);
    }

    /// As [#answer(String, List, boolean, Function)], of what is not shown as it is.
    public <S, T> ResponseEntity<List<T>> answer(
            String path, List<S> read, boolean more, Function<S, String> name, Function<S, T> view) {
        ResponseEntity<List<S>> answer = answer(path, read, more, name);
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .body(read.stream().map(view).toList());
    }

    /// Names the next page by a place that the list itself gave; a page without entries can have one.
    public <S, T> ResponseEntity<List<T>> answer(
            String path, List<S> read, Optional<String> next, Function<S, T> view) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        next.ifPresent(place -> answer.header("Link", link(path, place)));
        return answer.body(read.stream().map(view).toList());
    }

    /// The same of a list that was read with one entry more than asked for.
    public <T> ResponseEntity<List<T>> answer(String path, List<T> read, Function<T, String> name) {
        boolean more = read.size() > limit;
        return answer(path, more ? read.subList(0, limit) : read, more, name);
    }

    private String link(String path, String place) {
        String last = URLEncoder.encode(place, StandardCharsets.UTF_8);
        return "<" + path + (path.contains("?") ? "&" : "?") + "limit=" + limit + "&after=" + last + ">; rel=\"next\"";
    }

    private static int limit(String text) {
        if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiException.invalidQuery("limit is a number from 1 to " + MAX);
        }
        return Math.clamp(Integer.parseInt(text), 1, MAX);
    }
}
