package io.slipway.web.images;

import io.slipway.web.Moment;
import io.slipway.web.Size;
import io.slipway.web.images.ImagePage.Digests;
import java.util.List;
import java.util.Optional;

/// What is inside one image or artifact.
///
/// @param failure  the message that says why its config says nothing
/// @param platform empty for artifacts
/// @param cut      something is too long to be shown whole
/// @param file     its layers are files of an artifact
/// @param sums     empty where nobody looked into it, or the reader may not
public record ImageView(
        Digests digest,
        Optional<String> failure,
        String platform,
        Optional<Moment> created,
        Optional<Size> size,
        List<Fact> facts,
        List<Pair> environment,
        List<Pair> labels,
        List<Pair> annotations,
        List<Row> rows,
        List<Bar> bars,
        List<Area> areas,
        boolean cut,
        boolean file,
        Optional<Sums> sums) {

    /// @param message what it is, by its name
    public record Fact(String message, List<String> values) {}

    public record Pair(String name, String value) {}

    /// A layer, or a step without one.
    ///
    /// @param place  counts from 1
    /// @param brief  how the command begins; the same where it is short
    /// @param number of the layer, from 1; 0 where there is none
    /// @param share  of the largest one, of 100
    /// @param others images of the repository that have it, too; 100 for many
    public record Row(
            int place,
            String command,
            String brief,
            Optional<Digests> layer,
            int number,
            String mediaType,
            Optional<Size> size,
            long share,
            int others) {

        public boolean isLong() {
            return !brief.equals(command);
        }
    }

    /// A layer as a tile of a map, whose numbers are those of its drawing.
    ///
    /// @param place  of its row
    /// @param label  its size, where there is room for it
    /// @param large  a finger can hit it
    /// @param others as in its row
    public record Area(
            int place,
            String x,
            String y,
            String width,
            String height,
            String label,
            boolean large,
            String title,
            int others) {

        /// Where text begins in it.
        public double left() {
            return Double.parseDouble(x) + 10;
        }

        public double top() {
            return Double.parseDouble(y) + 8;
        }
    }

    /// A layer's part of the whole, in thousandths.
    public record Bar(int place, long start, long width, String title) {}

    /// What its files come to.
    public record Sums(String efficiency, Size wasted) {}

    public boolean empty() {
        return rows.isEmpty();
    }
}
