package io.slipway.web;

public record RepositoryAuditPage(Shell shell, RepositoryHead head, AuditList list) {

    public FieldFaults faults() {
        return list.faults();
    }
}
