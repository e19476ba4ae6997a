package io.slipway.content;

/// What is looked for, among what somebody may see.
public record SearchQuery(Visible visible, SearchWords words, SearchFilter filter, SearchOrder order) {}
