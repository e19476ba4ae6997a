package io.slipway.oci;

import java.util.regex.Pattern;

/// The full name of a repository, such as `acme/team/web`.
public record RepositoryName(String value) implements Comparable<RepositoryName> {

    public static final int MAX_LENGTH = 255;

    private static final String PART = "[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+";
    // The expression of the specification; nothing in it can backtrack.
    private static final Pattern PATTERN = Pattern.compile(PART + "(?:/" + PART + ")*+");

    public RepositoryName {
        if (value.length() > MAX_LENGTH) {
            throw new OciException(
                    ErrorCode.NAME_INVALID,
                    "The repository name has " + value.length() + " characters; at most " + MAX_LENGTH
                            + " are allowed.");
        }
        if (!PATTERN.matcher(value).matches()) {
            throw new OciException(
                    ErrorCode.NAME_INVALID,
                    "The repository name " + Excerpt.quote(value) + " is not valid: the parts between slashes have"
                            + " lower-case letters and digits, separated by '.', '_', '__' or any number of '-'.");
        }
    }

    public static RepositoryName parse(String text) {
        return new RepositoryName(text);
    }

    /// The first part; of a name with one part, that part.
    public String namespace() {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    public boolean hasNamespace() {
        return value.indexOf('/') >= 0;
    }

    @Override
    public int compareTo(RepositoryName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
