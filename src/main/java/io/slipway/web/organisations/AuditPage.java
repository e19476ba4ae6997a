package io.slipway.web.organisations;

import io.slipway.web.AuditList;
import io.slipway.web.FieldFaults;
import io.slipway.web.Shell;

public record AuditPage(Shell shell, Head head, AuditList list) {

    public FieldFaults faults() {
        return list.faults();
    }
}
