package io.slipway.web;

import io.slipway.content.TagFilter;
import io.slipway.content.TagPosition;
import io.slipway.content.TagQuery;
import io.slipway.content.TagQuery.Place;
import io.slipway.content.TagSort;
import io.slipway.web.RepositoryPart.Asked;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What of a repository's tags is shown: all of it is in the address.
///
/// @param path of the page, without a query
public record TagState(String path, TagSort sort, TagFilter filter, Optional<Place> place) {

    private static final String SHOWN = "shown";
    private static final int LONGEST = 100;

    static TagState of(Asked asked) {
        TagSort sort = TagSort.find(asked.parameter("sort")).orElse(TagSort.NEWEST);
        Optional<Place> before =
                TagPosition.parse(sort, asked.parameter("before")).map(position -> new Place(position, true));
        Optional<Place> place = before.or(
                () -> TagPosition.parse(sort, asked.parameter("after")).map(position -> new Place(position, false)));
        return new TagState("/r/" + asked.name() + "/-/tags", sort, filter(asked), place);
    }

    /// Which tags the address asks for, in whatever order.
    public static TagFilter filter(Asked asked) {
        boolean attachments = asked.parameter("attachments").equals(SHOWN);
        Optional<String> platform =
                Optional.of(asked.parameter("platform")).filter(it -> !it.isEmpty() && it.length() <= LONGEST);
        return new TagFilter(asked.parameter("q"), attachments, platform);
    }

    TagQuery query(int size) {
        return new TagQuery(sort, filter, place, size);
    }

    TagState fromStart() {
        return new TagState(path, sort, filter, Optional.empty());
    }

    TagState at(TagPosition position, boolean backwards) {
        return new TagState(path, sort, filter, Optional.of(new Place(position, backwards)));
    }

    /// The same tags in another order, from the start.
    public TagState by(String id) {
        return new TagState(path, TagSort.find(id).orElse(sort), filter, Optional.empty());
    }

    /// The same with those tags, or without them, from the start.
    public TagState turned() {
        TagFilter other = new TagFilter(filter.words(), !filter.attachments(), filter.platform());
        return new TagState(path, sort, other, Optional.empty());
    }

    public String words() {
        return filter.words();
    }

    public boolean attachments() {
        return filter.attachments();
    }

    /// Empty for all.
    public String platform() {
        return filter.platform().orElse("");
    }

    public List<String> sorts() {
        return Arrays.stream(TagSort.values()).map(TagSort::id).toList();
    }

    /// The address of the page.
    public String link() {
        String query = fields().entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    /// What the address has behind its path.
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("q", filter.words());
        fields.put("platform", platform());
        fields.put("sort", sort == TagSort.NEWEST ? "" : sort.id());
        fields.put("attachments", filter.attachments() ? SHOWN : "");
        place.ifPresent(it ->
                fields.put(it.backwards() ? "before" : "after", it.position().text(sort)));
        fields.values().removeIf(String::isEmpty);
        return fields;
    }
}
