package io.slipway.web.admin;

import io.slipway.web.FieldFaults;
import io.slipway.web.QuotaBar;
import io.slipway.web.Shell;
import java.util.List;
import java.util.Optional;

/// @param mayChange the reader is no mere auditor
/// @param first     whether this is the start of the list
/// @param typed     the form, as it was refused
public record QuotasPage(
        Shell shell, boolean mayChange, List<QuotaBar> rows, boolean first, Optional<String> next, Typed typed) {

    public record Typed(String namespace, String limit, FieldFaults faults) {}

    public FieldFaults faults() {
        return typed.faults();
    }

    public String tab() {
        return "quotas";
    }
}
