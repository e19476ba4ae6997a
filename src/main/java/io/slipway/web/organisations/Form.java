package io.slipway.web.organisations;

import java.util.Map;

/// What is said beside a field of a form, and what was typed.
///
/// @param field   beside which; empty: all is well
/// @param message the name of a message
public record Form(String field, String message, Map<String, String> typed) {

    static final Form EMPTY = new Form("", "", Map.of());

    static Form refused(String field, String message) {
        return new Form(field, message, Map.of());
    }

    /// The name of a message; empty where there is nothing to say.
    public String error(String name) {
        return field.equals(name) ? message : "";
    }

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    Form with(Map<String, String> values) {
        return new Form(field, message, values);
    }
}
