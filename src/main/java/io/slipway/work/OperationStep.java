package io.slipway.work;

import tools.jackson.databind.JsonNode;

/// What a step of an operation leaves behind.
///
/// @param phase   a word for what is done now, such as `measuring`: pages have a text for it
/// @param total   0 while it is not known
/// @param outcome for the next step, or for the owner when this was the last one
public record OperationStep(String phase, long done, long total, JsonNode outcome, boolean last) {

    public OperationStep {
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("Progress is never negative: " + done + " of " + total);
        }
    }

    /// @param data for the next step: [Operation#data]
    public static OperationStep more(String phase, long done, long total, JsonNode data) {
        return new OperationStep(phase, done, total, data, false);
    }

    /// @param total how much it was in the end
    public static OperationStep last(long total, JsonNode result) {
        return new OperationStep("", total, total, result, true);
    }
}
