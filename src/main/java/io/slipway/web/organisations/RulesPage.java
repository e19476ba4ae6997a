package io.slipway.web.organisations;

import io.slipway.web.Shell;
import io.slipway.web.rules.RulesFault;
import io.slipway.web.rules.RulesForm;

/// @param edition from which the form goes on
public record RulesPage(Shell shell, Head head, RulesForm form, RulesFault fault, String edition) {}
