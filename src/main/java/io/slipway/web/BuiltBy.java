package io.slipway.web;

import io.slipway.builds.BuildSummary;
import java.util.Optional;

/// The build that made an image.
///
/// @param path   of its page
/// @param source the repository of Git, as it is cloned; empty where the trigger is gone
/// @param site   where that can be looked at
/// @param ran    how long it took
public record BuiltBy(
        int number,
        String path,
        Optional<CommitLink> commit,
        String title,
        String author,
        String dockerfile,
        Optional<String> source,
        Optional<String> site,
        Optional<String> ran) {

    public static BuiltBy of(BuildSummary build, Language language) {
        return new BuiltBy(
                build.number(),
                "/r/" + build.repository() + "/-/builds/" + build.number(),
                CommitLink.of(build),
                build.title(),
                build.author(),
                build.plan().dockerfile(),
                build.source().map(BuildSummary.Source::url),
                CommitLink.site(build),
                build.times().ended().flatMap(build.times()::ran).map(time -> LapsedTime.of(time, language)));
    }
}
