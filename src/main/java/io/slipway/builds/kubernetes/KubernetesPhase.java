package io.slipway.builds.kubernetes;

import io.slipway.builds.BuildPlan;
import io.slipway.builds.BuildState;
import java.util.Locale;

/// What the containers of a build's pod do, in this order.
enum KubernetesPhase {
    CLONE(BuildState.CLONING),
    PULL(BuildState.BUILDING),
    BUILD(BuildState.BUILDING),
    TEST(BuildState.TESTING),
    PUSH(BuildState.PUSHING);

    private final BuildState state;

    KubernetesPhase(BuildState state) {
        this.state = state;
    }

    BuildState state() {
        return state;
    }

    /// Of the container, and what the script is told.
    String container() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isIn(BuildPlan plan) {
        return this != TEST || !plan.testTarget().isEmpty();
    }
}
