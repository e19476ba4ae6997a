package io.slipway.web.images;

import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import io.slipway.web.images.ImagePage.Digests;
import java.util.List;
import java.util.Optional;

/// A directory of an image.
///
/// @param crumbs the way to it, from the root
/// @param layer  of what is shown; 0 for all together
public record FilesPage(
        Shell shell,
        RepositoryHead head,
        Digests digest,
        List<Crumb> crumbs,
        int layer,
        Progress progress,
        List<Row> rows,
        boolean first,
        Optional<String> next,
        Sums sums) {

    /// @param path of its page; empty for the directory that is shown
    public record Crumb(String name, Optional<String> path) {}

    /// How far the index is.
    ///
    /// @param later   the queue is full
    /// @param read    so many layers
    /// @param layers  to choose from, with their commands
    /// @param failed  layers that are not listed
    /// @param refused so many entries are left out
    public record Progress(
            boolean ready, boolean later, int read, List<Choice> layers, List<Failed> failed, int refused) {}

    /// @param place counts from 1
    public record Choice(int place, String digest, int entries) {}

    public record Failed(int place, String message) {}

    /// @param kind   the message with its kind
    /// @param path   of what it leads to; empty where that is nothing to be shown
    /// @param dead   it is a link that leads nowhere
    /// @param place  of its layer, from 1
    /// @param change the message with it; empty where there is none to tell
    public record Row(
            String name,
            String kind,
            Optional<String> path,
            String target,
            boolean dead,
            Optional<Size> size,
            String mode,
            String owner,
            Optional<Moment> modified,
            int place,
            Optional<String> change) {

        public boolean directory() {
            return kind.equals("files.kind.directory");
        }

        public boolean gone() {
            return change.filter(it -> it.equals("files.change.removed")).isPresent();
        }
    }

    /// What the whole image comes to.
    ///
    /// @param waiting it is being worked out
    /// @param totals  empty where nothing is to be said here
    public record Sums(boolean waiting, Optional<Totals> totals) {

        static final Sums NONE = new Sums(false, Optional.empty());
    }

    /// @param wasted empty where nothing is
    public record Totals(String efficiency, Size all, Optional<Size> wasted, List<Heavy> largest, List<Heavy> lost) {}

    /// @param layer counts from 1
    /// @param share of the largest one, of 100
    public record Heavy(String path, String link, int layer, Size size, long share) {}

    public String path() {
        return digest.path() + "/files";
    }

    public String here() {
        return crumbs.getLast().name();
    }

    /// In the form that chooses a layer.
    public String directory() {
        return String.join("/", crumbs.stream().skip(1).map(Crumb::name).toList());
    }

    public int count() {
        return progress.layers().size();
    }
}
