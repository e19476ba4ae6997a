package io.slipway.builds;

/// How many builds of a repository are not over.
public record OpenBuilds(int running, int waiting) {

    public int all() {
        return running + waiting;
    }
}
