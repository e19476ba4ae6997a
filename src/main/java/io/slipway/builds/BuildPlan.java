package io.slipway.builds;

import java.util.Map;

/// How an image is made: written down with the build, so that a later change of the rule changes no build that waits.
///
/// @param dockerfile where it lies below the root of the checkout
/// @param context    the folder that is sent to the builder, below the root; `.` for all
/// @param target     the stage that becomes the image; empty: the last one
/// @param testTarget a stage that has to succeed before the push; empty: none
/// @param arguments  of the Dockerfile, by name; never secret
public record BuildPlan(
        String dockerfile,
        String context,
        String target,
        String testTarget,
        Map<String, String> arguments,
        boolean cache,
        boolean submodules) {

    public BuildPlan {
        arguments = Map.copyOf(arguments);
    }
}
