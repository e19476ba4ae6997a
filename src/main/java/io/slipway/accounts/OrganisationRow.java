package io.slipway.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(schema = "accounts", name = "organisation")
class OrganisationRow {

    @Id
    @Column(name = "namespace_id")
    private long id;

    @Column(name = "display_name", nullable = false)
    private String displayName = "";

    @Column(nullable = false)
    private String description = "";

    // written as the driver reports the domain, which start-up compares
    @Column(name = "default_role", nullable = false, columnDefinition = "\"accounts\".\"role\"")
    @Enumerated(EnumType.ORDINAL)
    private Role defaultRole = Role.READ;

    @Column(name = "members_create", nullable = false)
    private boolean membersCreate;

    @Column(name = "created_by", nullable = false, updatable = false)
    private long createdBy;

    protected OrganisationRow() {}

    OrganisationRow(Namespace namespace, OrganisationProfile profile, long createdBy) {
        this.id = namespace.id();
        this.createdBy = createdBy;
        change(profile);
    }

    final void change(OrganisationProfile profile) {
        displayName = profile.displayName();
        description = profile.description();
        defaultRole = profile.defaultRole();
        membersCreate = profile.membersCreate();
    }
}
