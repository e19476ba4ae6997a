package io.slipway.web;

import io.slipway.content.TagSummary;
import io.slipway.oci.MediaType;
import java.util.List;
import java.util.Optional;

/// @param head     what is above every page of the repository
/// @param writable whether the reader may push here
/// @param list     the part of the list that is shown
public record TagsPage(Shell shell, RepositoryHead head, boolean writable, TagList list) {

    /// @param words what was searched for
    /// @param first whether this is the start of the list
    /// @param next  the page after this one
    public record TagList(String words, List<Row> rows, boolean first, Optional<String> next) {}

    /// A tag in the list.
    public record Row(
            String name, String digest, String shortDigest, boolean index, Size size, Moment pushed, String by) {

        private static final int SHOWN = 12;

        static Row of(TagSummary tag, Language language) {
            String hex = tag.digest().hex();
            return new Row(
                    tag.name(),
                    tag.digest().toString(),
                    hex.substring(0, SHOWN),
                    MediaType.find(tag.mediaType()).filter(MediaType::isIndex).isPresent(),
                    Size.of(tag.size(), language),
                    Moment.of(tag.updatedAt(), language),
                    tag.updatedBy());
        }
    }

    public String name() {
        return head.name();
    }

    public String reference() {
        return head.reference();
    }

    public String pull(Row row) {
        return "docker pull " + reference() + ":" + row.name();
    }

    public String login() {
        return "docker login " + shell.registry() + (shell.user().isPresent() ? " -u " + shell.userName() : "");
    }

    public String tag() {
        return "docker tag my-image:latest " + reference() + ":latest";
    }

    public String push() {
        return "docker push " + reference() + ":latest";
    }
}
