package io.slipway.web.operations;

import io.slipway.web.Shell;
import java.util.Optional;

/// @param own     whether the reader may stop it
/// @param trash   where what it took can be restored
/// @param version another one after each change; empty where nothing can change
public record OperationPage(
        Shell shell, OperationRow row, boolean own, Optional<String> trash, Optional<String> version) {}
