package io.slipway.web;

import java.util.Map;

/// A form of a repository's settings as it was sent.
///
/// @param part which one: the last part of the path that it was sent to
public record SettingsForm(String part, Map<String, String> fields) {

    public static final SettingsForm NONE = new SettingsForm("", Map.of());

    public SettingsForm {
        fields = Map.copyOf(fields);
    }

    public String get(String field) {
        return fields.getOrDefault(field, "");
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /// What the field showed when it was sent, or else shows.
    public String or(String field, String other) {
        return fields.getOrDefault(field, other);
    }
}
