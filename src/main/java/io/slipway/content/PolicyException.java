package io.slipway.content;

/// Rules that cannot be kept as they are.
public class PolicyException extends RuntimeException {

    private final String field;

    PolicyException(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    /// Which part is wrong: `tagRules[0].patterns[1]`.
    public String field() {
        return field;
    }

    /// The same fault, seen from further out.
    PolicyException in(String outer) {
        return new PolicyException(field.startsWith("[") ? outer + field : outer + "." + field, sentence());
    }

    public String sentence() {
        return getMessage() == null ? "" : getMessage();
    }
}
