package io.slipway.web;

import java.util.List;

/// @param namespaces where the reader may make repositories
/// @param form       with what was typed, or what is offered
public record NewRepositoryPage(Shell shell, List<String> namespaces, NewRepositoryForm form, FieldFaults faults) {}
