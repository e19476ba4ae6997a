package io.slipway.content;

import io.slipway.oci.ImageConfig.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// How a piece of an image came to be, and which layer that made.
///
/// @param step  empty where the config does not say
/// @param layer empty for what changed settings only
public record ImageStep(Optional<Step> step, Optional<ImageLayer> layer) {

    /// Every layer and every step of the history once, in order. Where history and layers do not fit, nobody knows
    /// which step made which layer: then layers come first, and steps without.
    static List<ImageStep> join(List<Step> history, List<ImageLayer> layers) {
        List<ImageStep> steps = new ArrayList<>();
        boolean fits = history.stream().filter(step -> !step.empty()).count() == layers.size();
        if (!fits) {
            layers.forEach(layer -> steps.add(new ImageStep(Optional.empty(), Optional.of(layer))));
        }
        Iterator<ImageLayer> next = layers.iterator();
        for (Step step : history) {
            boolean made = fits && !step.empty();
            steps.add(new ImageStep(Optional.of(step), made ? Optional.of(next.next()) : Optional.empty()));
        }
        return steps;
    }
}
