package io.slipway.api;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// Says what is wrong with a body, without class names.
final class BodyFault {

    private static final int MAX_NAME = 64;

    private BodyFault() {}

    static String sentence(HttpMessageNotReadableException error) {
        return sentence(error.getCause());
    }

    static String sentence(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException unknown ->
                "there is no field " + excerpt(unknown.getPropertyName()) + "; there are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case DatabindException fault
            when !fault.getPath().isEmpty() ->
                "the field " + excerpt(field(fault)) + " has a value that cannot be used";
            case null, default -> "the body must be one JSON object";
        };
    }

    private static String field(DatabindException fault) {
        Reference last = fault.getPath().getLast();
        return String.valueOf(last.getPropertyName());
    }

    private static String excerpt(String name) {
        return name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name;
    }
}
