package io.slipway.web.builds;

import io.slipway.web.BuildRow;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import io.slipway.web.Size;
import java.util.List;
import java.util.Optional;

/// A build.
///
/// @param version another one after each change
/// @param ended   when it did
/// @param steps   how far it came
/// @param end     why it ended as it did
/// @param plan    for those who may push
/// @param digest  of what was pushed
/// @param may     what the reader can do with it now
/// @param log     for those who may push
/// @param fault   why what was asked for was not done: the name of a message; empty without
public record BuildPage(
        Shell shell,
        RepositoryHead head,
        String version,
        BuildRow row,
        Optional<Moment> ended,
        Optional<Source> source,
        List<Step> steps,
        Optional<End> end,
        Optional<Plan> plan,
        Optional<Made> digest,
        May may,
        Optional<Log> log,
        String fault) {

    /// @param site where it can be looked at; empty where that is not known
    public record Source(String url, Optional<String> site) {}

    /// @param name  of a message
    /// @param state `done`, `now`, `failed` or `ahead`
    /// @param time  how long it took; empty where that is not known
    /// @param from  when it began, of a thousand parts of the whole build
    /// @param parts how long it took, in the same
    public record Step(String name, String state, Optional<String> time, long from, long parts) {}

    /// @param message its name
    /// @param who     it is about somebody
    /// @param word    the reason as it is kept, where no message says it
    /// @param detail  in a sentence of the program, for those who may push, where that tells more
    /// @param step    where in the log it failed, for the same
    public record End(String message, String who, String word, String detail, Optional<Place> step) {}

    /// @param path of the line
    public record Place(String path, String text) {}

    /// @param arguments by name, in order
    public record Plan(
            String dockerfile,
            String context,
            String target,
            String testTarget,
            boolean cache,
            boolean submodules,
            List<Argument> arguments) {}

    public record Argument(String name, String value) {}

    /// @param here whether the image has a page still
    public record Made(String whole, String brief, boolean here) {}

    public record May(boolean cancel, boolean repeat) {}

    /// @param path  of its parts
    /// @param live  more can come
    public record Log(String path, boolean live, long lines, Size size) {}
}
