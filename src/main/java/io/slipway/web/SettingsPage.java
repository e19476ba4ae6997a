package io.slipway.web;

/// @param form   that was refused, to be shown again
/// @param faults what is wrong with it
public record SettingsPage(Shell shell, RepositoryHead head, GrantList grants, SettingsForm form, FieldFaults faults) {}
