package io.slipway.content;

/// What collection would take now, and what lies in its queues.
///
/// @param manifests whose time has come, those of deleted repositories among them
/// @param blobs     that nothing needs then, and `bytes` of them; they go when their leases are over
/// @param objects   whose bytes go now, since the delay of the sweep is over, and `objectBytes` of them
/// @param waiting   objects that wait for that, and `waitingBytes` of them
public record Forecast(
        long repositories,
        long manifests,
        long blobs,
        long bytes,
        long uploads,
        long objects,
        long objectBytes,
        long waiting,
        long waitingBytes) {}
