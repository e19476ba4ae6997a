package io.slipway.builds;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads fields of a payload, strictly where they are needed.
record PayloadJson(JsonNode node) {

    private static final String ZERO = "0+";

    /// @throws MalformedPayload where it is missing or none
    PayloadJson object(String name) {
        JsonNode field = node.path(name);
        if (!field.isObject()) {
            throw new MalformedPayload("the field " + name + " must be an object");
        }
        return new PayloadJson(field);
    }

    /// Empty where it is missing or null.
    Optional<PayloadJson> maybe(String name) {
        JsonNode field = node.path(name);
        return field.isMissingNode() || field.isNull() ? Optional.empty() : Optional.of(object(name));
    }

    /// @throws MalformedPayload where it is missing or none
    String need(String name) {
        JsonNode field = node.path(name);
        if (!field.isString()) {
            throw new MalformedPayload("the field " + name + " must be a text");
        }
        return field.stringValue();
    }

    /// Empty where it is missing, null or something else: for what is only shown.
    String text(String name) {
        return node.path(name).stringValueOpt().orElse("");
    }

    /// @throws MalformedPayload where it is no whole commit id
    String commit(String name) {
        String id = need(name);
        if (!RefName.isCommit(id)) {
            throw new MalformedPayload("the field " + name + " must be a whole commit id");
        }
        return id;
    }

    /// Whether it is what stands for no commit.
    boolean isZero(String name) {
        return need(name).matches(ZERO);
    }
}
