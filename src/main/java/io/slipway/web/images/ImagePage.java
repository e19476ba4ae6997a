package io.slipway.web.images;

import io.slipway.content.ImageKind;
import io.slipway.web.BuiltBy;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// @param waiting     what is shown was not read yet
/// @param platforms   to choose from; none where there is no choice
/// @param shown       the image, or that of the platform; empty where that was never pushed here
/// @param others      what an index lists beside platforms
/// @param annotations of the index
/// @param built       which build made it, if one did
/// @param mayPull     the reader may look into its files
public record ImagePage(
        Shell shell,
        RepositoryHead head,
        Title title,
        boolean waiting,
        List<Choice> platforms,
        Commands commands,
        Optional<ImageView> shown,
        List<Entry> others,
        List<ImageView.Pair> annotations,
        Links links,
        Optional<BuiltBy> built,
        boolean mayPull) {

    /// @param name   a tag, or the beginning of a digest
    /// @param tag    whether it is a tag
    /// @param path   of this page
    /// @param about  the digest of what this one is about
    public record Title(
            String name,
            boolean tag,
            String path,
            String reference,
            String digest,
            ImageKind kind,
            Optional<String> type,
            Optional<Size> size,
            Moment pushed,
            String by,
            Optional<Digests> about) {

        public String kindMessage() {
            return "kind." + kind.name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param key  as in the address
    /// @param here whether its manifest is
    public record Choice(String key, String path, boolean current, boolean here, Optional<Size> size) {}

    /// @param more of either there are more
    public record Links(
            List<Attached> attached,
            boolean moreAttached,
            List<String> tags,
            boolean moreTags,
            List<Digests> parents) {}

    /// What is about the image.
    public record Attached(Digests digest, List<String> kinds, String type, Size size, Moment pushed) {}

    public record Entry(Digests digest, String type, boolean here) {}

    /// A digest with its page.
    public record Digests(String whole, String brief, String path) {}

    public boolean choice() {
        return platforms.size() > 1;
    }
}
