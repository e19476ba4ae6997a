package io.slipway.web.admin;

import io.slipway.web.AuditList;
import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

public record AuditPage(Shell shell, AuditList list) {

    public String tab() {
        return "audit";
    }

    public FieldFaults faults() {
        return list.faults();
    }
}
