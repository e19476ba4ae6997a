package io.slipway.content;

import io.slipway.content.ContentSearchSql.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Looks through tags in the order of their names.
@Component
class TagSearch {

    /// First a few, which is all where most is seen, then more at once.
    private static final int FIRST = 200;
    private static final int MORE = 2_000;
    /// What a page passes over at most.
    private static final int MOST = 12_000;

    private final ContentSearchSql sql;

    TagSearch(ContentSearchSql sql) {
        this.sql = sql;
    }

    /// @param few the repositories to look into, where they are few enough to be asked one by one
    TagsFound find(Visible visible, SearchWords words, Collection<Long> few, TagPlace last, int size) {
        List<Candidate> found = sql.tagsIn(few, visible, words, last, size + 1);
        return page(found, size, Optional.empty());
    }

    TagsFound walk(Visible visible, SearchWords words, TagPlace last, int size) {
        List<Candidate> found = new ArrayList<>();
        TagPlace place = last;
        int passed = 0;
        boolean more = true;
        while (more && found.size() <= size && passed < MOST) {
            int step = passed == 0 ? FIRST : MORE;
            List<Candidate> candidates = sql.tagsAfter(place, visible, words, step);
            more = candidates.size() == step && starts(candidates.getLast(), words);
            place = more ? candidates.getLast().place() : place;
            candidates.stream()
                    .filter(it -> it.tag().isPresent() && starts(it, words))
                    .forEach(found::add);
            passed += step;
        }
        return page(found, size, more ? Optional.of(place) : Optional.empty());
    }

    private static boolean starts(Candidate candidate, SearchWords words) {
        return candidate.place().small().startsWith(words.tag());
    }

    private static TagsFound page(List<Candidate> found, int size, Optional<TagPlace> goesOn) {
        boolean full = found.size() > size;
        List<Candidate> shown = full ? found.subList(0, size) : found;
        Optional<TagPlace> next = full ? Optional.of(shown.getLast().place()) : goesOn;
        return new TagsFound(
                shown.stream().map(Candidate::tag).flatMap(Optional::stream).toList(), next.map(TagPlace::toString));
    }
}
