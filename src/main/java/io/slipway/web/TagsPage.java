package io.slipway.web;

import io.slipway.content.TagSummary;
import io.slipway.oci.MediaType;
import java.util.List;
import java.util.Optional;

/// @param head     what is above every page of the repository
/// @param writable whether the reader may push here
/// @param pull     how the reader wants commands to be
/// @param list     the part of the list that is shown
public record TagsPage(Shell shell, RepositoryHead head, boolean writable, PullChoice pull, TagList list) {

    /// @param version  of all tags of the repository: another one after each change
    /// @param matching how many tags the filter lets through
    /// @param previous the page before this one
    /// @param next     the page after this one
    public record TagList(
            String version,
            TagState state,
            List<Row> rows,
            long matching,
            Optional<String> previous,
            Optional<String> next) {

        public boolean filtered() {
            return !state.words().isEmpty();
        }
    }

    /// A tag in the list.
    ///
    /// @param index of several platforms
    /// @param line  that takes the image
    public record Row(TagSummary tag, boolean index, Size size, Changed pushed, Optional<Moment> pulled, String line) {

        private static final int SHOWN = 12;

        /// @param by empty name where it is not known
        public record Changed(Moment at, AuthorLinks.Linked by) {}

        static Row of(TagSummary tag, Language language, AuthorLinks links) {
            return new Row(
                    tag,
                    MediaType.find(tag.mediaType()).filter(MediaType::isIndex).isPresent(),
                    Size.of(tag.size(), language),
                    new Changed(Moment.of(tag.updatedAt(), language), links.of(tag.updatedBy())),
                    tag.lastPulledAt().map(at -> Moment.of(at, language)),
                    "");
        }

        Row with(String shown) {
            return new Row(tag, index, size, pushed, pulled, shown);
        }

        public String name() {
            return tag.name();
        }

        public String digest() {
            return tag.digest().toString();
        }

        public String shortDigest() {
            return tag.digest().hex().substring(0, SHOWN);
        }

        /// In one text, since names of tags have neither commas nor spaces.
        public String aliases() {
            return String.join(", ", tag.aliases().names());
        }
    }

    public String name() {
        return head.name();
    }

    public String reference() {
        return head.reference();
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
