package io.slipway.web.operations;

import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// The reader's own operations, the newest first.
///
/// @param start   whether this is the first page
/// @param later   those before
/// @param version another one after each change; empty where nothing can change
public record OperationsPage(
        Shell shell, List<OperationRow> rows, boolean start, Optional<String> later, Optional<String> version) {}
