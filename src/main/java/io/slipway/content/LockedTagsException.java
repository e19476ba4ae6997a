package io.slipway.content;

import java.util.List;

/// A repository has tags that are locked, and nobody said that they may go.
public class LockedTagsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LockedTagsException(List<String> tags) {
        super("locked tags would go, too: " + String.join(", ", tags));
    }
}
