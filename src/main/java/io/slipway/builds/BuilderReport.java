package io.slipway.builds;

import java.util.List;

/// What the administration page says about the builder of this process.
///
/// @param runner  as it is set
/// @param ready   it takes builds from the queue
/// @param missing why it does not, or what it does without; a sentence each
public record BuilderReport(String runner, boolean ready, List<String> missing) {

    public BuilderReport {
        missing = List.copyOf(missing);
    }
}
