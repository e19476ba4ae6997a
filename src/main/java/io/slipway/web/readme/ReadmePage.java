package io.slipway.web.readme;

import io.slipway.web.FieldFaults;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.Optional;

/// @param text    what is in the field
/// @param edition of which text that is a change
/// @param preview what that would look like, as HTML that can do nothing
/// @param theirs  what somebody else saved meanwhile
public record ReadmePage(
        Shell shell,
        RepositoryHead head,
        String text,
        String edition,
        Optional<String> preview,
        Optional<String> theirs,
        FieldFaults faults) {

    ReadmePage with(Optional<String> shown, Optional<String> other) {
        return new ReadmePage(shell, head, text, edition, shown, other, faults);
    }

    ReadmePage with(FieldFaults found) {
        return new ReadmePage(shell, head, text, edition, preview, theirs, found);
    }
}
