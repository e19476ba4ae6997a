package io.slipway.oci;

import java.util.regex.Pattern;

public record Tag(String value) implements Reference {

    private static final Pattern PATTERN = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}+");

    public Tag {
        if (!PATTERN.matcher(value).matches()) {
            throw OciException.manifestInvalid("The tag " + Excerpt.quote(value)
                    + " is not valid: a tag has 1 to 128 letters, digits, '.', '_' and '-',"
                    + " and starts with a letter, a digit or '_'.");
        }
    }

    public static Tag parse(String text) {
        return new Tag(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
