package io.slipway.web.rules;

import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param expires when the tag goes
/// @param typed   what was typed for it
/// @param fault   the name of a message; empty where all is well
public record HoldPage(
        Shell shell,
        RepositoryHead head,
        String tag,
        boolean locked,
        Optional<Moment> expires,
        String typed,
        String fault) {}
