package io.slipway.web.rules;

import io.slipway.gc.RetentionRun;
import io.slipway.web.Moment;
import io.slipway.web.RepositoryHead;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param edition   from which the form goes on
/// @param inherited the namespace has a retention that holds here while there is none of this repository's own
public record RulesPage(
        Shell shell,
        RepositoryHead head,
        RulesForm form,
        RulesFault fault,
        String edition,
        boolean inherited,
        Shown shown) {

    /// What stands below the form.
    public record Shown(Optional<Preview> preview, List<Run> runs, Optional<Gone> gone) {}

    /// @param typed of what stands in the form, which is not saved
    /// @param sums  empty while they are computed
    public record Preview(boolean typed, Optional<Sums> sums, List<Row> rows, Optional<String> next) {}

    /// @param reason the name of a message
    public record Row(String tag, boolean goes, String reason, int rule) {}

    public record Run(long id, String state, String by, Moment at, RetentionRun.Counts counts) {}

    /// What a run took.
    public record Gone(long run, List<Tag> tags, Optional<String> next) {

        public record Tag(String name, String digest) {}
    }

    public boolean manageable() {
        return head.manageable();
    }
}
