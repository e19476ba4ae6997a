package io.slipway.web;

import io.slipway.content.ImageKind;
import io.slipway.content.TagSummary;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// @param head     what is above every page of the repository
/// @param writable whether the reader may push here
/// @param pull     how the reader wants commands to be
/// @param list     the part of the list that is shown
/// @param selection what was marked in it, where something is to be done with it
public record TagsPage(
        Shell shell,
        RepositoryHead head,
        boolean writable,
        PullChoice pull,
        TagList list,
        Optional<TagSelection> selection) {

    /// @param version   of all tags of the repository: another one after each change
    /// @param platforms that occur
    /// @param previous  the page before this one
    /// @param next      the page after this one
    public record TagList(
            String version,
            TagState state,
            List<String> platforms,
            List<Row> rows,
            Counts counts,
            Optional<String> previous,
            Optional<String> next) {

        /// @param matching how many tags the filter lets through
        /// @param total    of how many
        /// @param attached how many tags only tie something to its image
        public record Counts(long matching, long total, long attached) {}

        public long matching() {
            return counts.matching();
        }

        public long total() {
            return counts.total();
        }

        public long attached() {
            return counts.attached();
        }

        public boolean filtered() {
            return !state.words().isEmpty() || !state.platform().isEmpty();
        }

        /// What nothing was found for.
        public String asked() {
            return state.words().isEmpty() ? state.platform() : state.words();
        }
    }

    /// A tag in the list.
    ///
    /// @param line  that takes the image
    /// @param built which build made it, if one did
    public record Row(
            TagSummary tag,
            Size size,
            Changed pushed,
            Optional<Moment> pulled,
            Optional<Moment> expires,
            String line,
            Optional<BuiltBy> built) {

        private static final int SHOWN = 12;

        /// A platform.
        ///
        /// @param query that chooses it on the tag's page, where there is a choice
        public record Pill(String name, Optional<String> query) {}

        /// @param by empty name where it is not known
        public record Changed(Moment at, AuthorLinks.Linked by) {}

        static Row of(TagSummary tag, Language language, AuthorLinks links) {
            return new Row(
                    tag,
                    Size.of(tag.size(), language),
                    new Changed(Moment.of(tag.updatedAt(), language), links.of(tag.updatedBy())),
                    tag.lastPulledAt().map(at -> Moment.of(at, language)),
                    tag.hold().expiresAt().map(at -> Moment.of(at, language)),
                    "",
                    Optional.empty());
        }

        Row with(String shown, Optional<BuiltBy> maker) {
            return new Row(tag, size, pushed, pulled, expires, shown, maker);
        }

        public String name() {
            return tag.name();
        }

        public List<Pill> platforms() {
            boolean choice = tag.contents().kind() == ImageKind.INDEX;
            return tag.contents().platforms().stream()
                    .map(it -> new Pill(
                            it, choice ? Optional.of(URLEncoder.encode(it, StandardCharsets.UTF_8)) : Optional.empty()))
                    .toList();
        }

        /// The message that says what it is, where platforms do not.
        public Optional<String> kind() {
            return switch (tag.contents().kind()) {
                case IMAGE -> Optional.empty();
                case INDEX -> tag.contents().platforms().isEmpty() ? Optional.of("kind.index") : Optional.empty();
                case ARTIFACT -> Optional.of("kind.artifact");
            };
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

    public boolean marked(String tag) {
        return selection.filter(it -> it.tags().contains(tag)).isPresent();
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
