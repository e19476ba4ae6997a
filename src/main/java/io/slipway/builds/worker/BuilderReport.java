package io.slipway.builds.worker;

import java.util.List;

/// What a process found out about its builder.
///
/// @param runner  as it is set, or as it was found
/// @param ready   it takes builds from the queue
/// @param missing why it does not, or what it does without; a sentence each
record BuilderReport(String runner, boolean ready, List<String> missing) {

    BuilderReport {
        missing = List.copyOf(missing);
    }
}
