package io.slipway.web.organisations;

import io.slipway.accounts.Team;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param first whether this is the start of the list
/// @param next  the page after this one
public record TeamsPage(Shell shell, Head head, Form form, List<Team> teams, boolean first, Optional<String> next) {}
