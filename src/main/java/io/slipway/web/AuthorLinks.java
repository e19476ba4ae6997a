package io.slipway.web;

import io.slipway.content.Author;
import java.util.Optional;

/// Where the reader finds more about who pushed something.
///
/// @param namespace  whose robots have pages that the reader may see
/// @param robotPages in which those pages are; empty where the reader may not see them
public record AuthorLinks(String namespace, Optional<String> robotPages) {

    /// @param path empty where there is no page that the reader may see
    public record Linked(String name, boolean robot, Optional<String> path) {}

    public Linked of(Author author) {
        return new Linked(author.name(), author.kind() == Author.Kind.ROBOT, path(author));
    }

    private Optional<String> path(Author author) {
        return switch (author.kind()) {
            case PERSON -> Optional.of("/u/" + author.name());
            case ROBOT ->
                robotPages
                        .filter(_ -> author.name().startsWith(namespace + "+"))
                        .map(pages -> pages + author.name().substring(namespace.length() + 1));
            case OTHER -> Optional.empty();
        };
    }
}
