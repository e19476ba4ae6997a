package io.slipway.web.images;

import io.slipway.web.FieldFaults;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Two images of a repository beside each other.
///
/// @param waiting  what they say is still being read
/// @param compared empty until both are chosen
/// @param files    empty where there are none to be compared
public record ComparePage(
        Shell shell,
        RepositoryHead head,
        Form form,
        boolean waiting,
        Optional<Compared> compared,
        Optional<Files> files) {

    public FieldFaults faults() {
        return form.faults();
    }

    public record Form(String from, String to, FieldFaults faults) {}

    /// @param platforms both have, with the way to each; empty where there is no choice
    /// @param parts     what differs: a table for each kind of thing
    /// @param same      layers that both have
    /// @param more      what somebody downloads who has the first one
    public record Compared(
            Side from, Side to, List<Platform> platforms, List<Part> parts, List<Layer> layers, int same, Size more) {

        public List<Side> sides() {
            return List.of(from, to);
        }

        public boolean equal() {
            return from.digest().equals(to.digest());
        }

        public boolean alike() {
            return parts.isEmpty() && layers.isEmpty();
        }
    }

    /// @param name as it was asked for
    public record Side(
            String name, String path, String digest, String brief, Optional<Moment> created, Optional<Size> size) {}

    public record Platform(String name, String path, boolean current) {}

    /// @param message its title
    public record Part(String message, List<Row> rows) {}

    /// @param message the name of a setting; empty where it has a name of its own
    /// @param before  empty where it was not there
    public record Row(String message, String name, Optional<String> before, Optional<String> after) {

        public Change change() {
            if (before.isEmpty()) {
                return Change.ADDED;
            }
            return after.isEmpty() ? Change.REMOVED : Change.CHANGED;
        }
    }

    /// @param later   others come first
    /// @param partial layers are missing
    /// @param found   empty as long as it waits, and where there are too many
    /// @param start   the path of the first page
    public record Files(
            boolean waiting, boolean later, boolean partial, Optional<Found> found, boolean first, String start) {}

    /// @param next the path of the next page
    public record Found(List<Sum> sums, List<File> rows, Optional<String> next) {}

    /// @param bytes with their sign
    public record Sum(String message, int files, String bytes) {}

    /// @param kind    the message with it
    /// @param link    empty where there is nothing to be shown
    /// @param aspects messages that say what differs
    /// @param before  empty where it is no file, or not there
    public record File(
            Change change,
            String path,
            String kind,
            boolean directory,
            Optional<String> link,
            List<String> aspects,
            Optional<Size> before,
            Optional<Size> after) {}

    public record Layer(Change change, String digest, String brief, String command, Size size) {}

    public enum Change {
        ADDED,
        REMOVED,
        CHANGED;

        public String message() {
            return "compare." + name().toLowerCase(Locale.ROOT);
        }
    }
}
