package io.slipway.web.organisations;

import io.slipway.web.Shell;
import io.slipway.web.rules.RulesFault;
import io.slipway.web.rules.RulesForm;
import io.slipway.web.rules.Sums;
import java.util.List;
import java.util.Optional;

/// @param edition from which the form goes on
/// @param preview what the policy would take away, where somebody asked
public record RulesPage(
        Shell shell, Head head, RulesForm form, RulesFault fault, String edition, Optional<Preview> preview) {

    /// @param typed     of what stands in the form, which is not saved
    /// @param computing whether some repositories are not counted yet
    public record Preview(boolean typed, boolean computing, List<Row> rows, Optional<String> next) {}

    /// @param sums empty while they are computed
    public record Row(String repository, Optional<Sums> sums) {}
}
