package io.slipway.web;

import io.slipway.content.Repository;
import io.slipway.content.TagNamed;
import io.slipway.content.Tags;
import io.slipway.web.RepositoryPart.Asked;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/// The tags that a reader marked in the list, and what can be done with them.
///
/// @param references one a line
/// @param digests    one a line
/// @param compare    where two are beside each other, the older one first
public record TagSelection(List<String> tags, String references, String digests, Optional<String> compare) {

    /// As many as a list shows.
    private static final int MOST = 100;

    /// Empty where nobody asked for it.
    static Optional<TagSelection> of(Asked asked, Tags tags, Repository repository, RepositoryHead head) {
        String[] given = Objects.requireNonNullElse(asked.request().getParameterValues("tag"), new String[0]);
        if (given.length == 0 && asked.parameter("selected").isEmpty()) {
            return Optional.empty();
        }
        List<String> names =
                Arrays.stream(given).map(Words::clean).distinct().limit(MOST).toList();
        List<TagNamed> found = tags.named(repository, names);
        return Optional.of(new TagSelection(
                found.stream().map(TagNamed::name).toList(),
                found.stream().map(tag -> head.reference() + ":" + tag.name()).collect(Collectors.joining("\n")),
                found.stream().map(tag -> tag.digest().toString()).distinct().collect(Collectors.joining("\n")),
                found.size() == 2 ? Optional.of(compare(head, found)) : Optional.empty()));
    }

    public int count() {
        return tags.size();
    }

    private static String compare(RepositoryHead head, List<TagNamed> two) {
        return UriComponentsBuilder.fromPath(head.path("compare"))
                .queryParam("from", two.getFirst().name())
                .queryParam("to", two.getLast().name())
                .encode()
                .toUriString();
    }
}
