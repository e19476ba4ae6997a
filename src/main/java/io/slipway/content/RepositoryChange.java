package io.slipway.content;

import io.slipway.accounts.Description;
import java.util.Optional;

/// What somebody who manages a repository wants it to be; what is empty stays as it is.
public record RepositoryChange(Optional<Description> description, Optional<Visibility> visibility) {}
