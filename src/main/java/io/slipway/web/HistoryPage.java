package io.slipway.web;

import io.slipway.content.TagEvent;
import io.slipway.oci.Digest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// @param answer what the tag was on the day that is asked for
/// @param next   further back
/// @param turned with tags that only tie something to its image, or without them
public record HistoryPage(
        Shell shell,
        RepositoryHead head,
        HistoryForm form,
        Optional<Answer> answer,
        List<Row> rows,
        Optional<String> next,
        Optional<String> turned) {

    /// @param day    in words of the reader's language
    /// @param digest empty where the tag did not exist
    public record Answer(String day, Optional<ShortDigest> digest) {}

    /// A digest as lists show it.
    ///
    /// @param here whether it has a page
    public record ShortDigest(String whole, String text, boolean here) {

        private static final int SHOWN = 12;

        static Optional<ShortDigest> of(TagEvent event) {
            return event.digest().map(it -> of(it, event.here().digest()));
        }

        static ShortDigest of(Digest digest, boolean here) {
            return new ShortDigest(digest.toString(), digest.hex().substring(0, SHOWN), here);
        }
    }

    /// @param client empty for readers who may not push
    public record Row(
            String tag,
            String kind,
            Optional<ShortDigest> digest,
            Optional<ShortDigest> previous,
            Moment at,
            AuthorLinks.Linked by,
            String client) {

        /// What the tag would name again if this were undone; what was deleted itself comes back from the trash.
        public Optional<ShortDigest> back() {
            return previous.filter(ShortDigest::here).filter(it -> !digest.equals(Optional.of(it)));
        }

        public static Row of(TagEvent event, Language language, AuthorLinks links, boolean client) {
            return new Row(
                    event.name(),
                    event.kind().name().toLowerCase(Locale.ROOT),
                    ShortDigest.of(event),
                    event.previous().map(it -> ShortDigest.of(it, event.here().previous())),
                    Moment.of(event.at(), language),
                    links.of(event.by()),
                    client ? event.client() : "");
        }
    }

    public FieldFaults faults() {
        return form.faults();
    }
}
