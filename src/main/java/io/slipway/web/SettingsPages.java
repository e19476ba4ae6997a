package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.Grants;
import io.slipway.access.Transfers;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Description;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryChange;
import io.slipway.content.RepositorySummary;
import io.slipway.content.Visibility;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What whoever manages a repository can change: what it says of itself, who reads it, who has which role, its name.
@Component
class SettingsPages implements RepositoryPart {

    private static final String SETTINGS = "settings";
    private static final String QUOTA = "quota";
    private static final RepositoryChange NO_CHANGE = new RepositoryChange(Optional.empty(), Optional.empty());

    private final Access access;
    private final RepositoryHeads heads;
    private final Repositories repositories;
    private final Grants grants;
    private final Transfers transfers;
    private final QuotaForms quotas;

    SettingsPages(
            Access access,
            RepositoryHeads heads,
            Repositories repositories,
            Grants grants,
            Transfers transfers,
            QuotaForms quotas) {
        this.access = access;
        this.heads = heads;
        this.repositories = repositories;
        this.grants = grants;
        this.transfers = transfers;
        this.quotas = quotas;
    }

    @Override
    public Set<String> names() {
        return Set.of(SETTINGS, "grants", "name", QUOTA);
    }

    @Override
    public ModelAndView show(Asked asked) {
        if (!asked.part().equals(SETTINGS)) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        Repository repository = access.toManage(asked.caller(), asked.name());
        return new ModelAndView(
                "repository/settings", "page", page(asked, repository, SettingsForm.NONE, FieldFaults.NONE));
    }

    /// @throws OciException NAME_UNKNOWN, DENIED to whoever may not manage it
    @Override
    public ModelAndView change(Asked asked, Map<String, String> fields) {
        Caller caller = asked.caller();
        SettingsForm form = new SettingsForm(asked.part(), fields);
        Repository repository = access.toManage(caller, asked.name());
        Optional<FieldFaults> faults = switch (form.part()) {
            case SETTINGS -> describe(repository, form);
            case "grants" -> grant(repository, form, caller);
            case "name" -> rename(repository, form, caller);
            case QUOTA -> quotas.change(repository, form);
            default -> throw new OciException(ErrorCode.NAME_UNKNOWN);
        };
        if (faults.isPresent()) {
            SettingsPage refused = page(asked, repository, form, faults.get());
            HttpStatus status = refused.changed() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT;
            return new ModelAndView("repository/settings", Map.of("page", refused), status);
        }
        return after(caller, repository, form);
    }

    private Optional<FieldFaults> describe(Repository repository, SettingsForm form) {
        Optional<Visibility> visibility = Arrays.stream(Visibility.values())
                .filter(wanted -> wanted.name().equalsIgnoreCase(form.get("visibility")))
                .findFirst();
        try {
            Description description = new Description(form.get("description"));
            RepositoryChange change = new RepositoryChange(Optional.of(description), visibility);
            RepositorySummary kept = repositories.change(
                    repository, now -> Edition.fits(form.fields(), SettingsPage.edition(now)) ? change : NO_CHANGE);
            boolean done = kept.description().equals(description.text())
                    && visibility.orElse(kept.visibility()) == kept.visibility();
            return done ? Optional.empty() : Optional.of(FieldFaults.ofForm("repository.fault.changed"));
        } catch (AccountsException e) {
            return Optional.of(FieldFaults.at("description", "repository.fault.description"));
        }
    }

    private Optional<FieldFaults> grant(Repository repository, SettingsForm form, Caller caller) {
        GrantForm wanted = GrantForm.of(form.fields(), repository.name().namespace());
        try {
            if (wanted.remove()) {
                grants.revoke(repository, wanted.kind(), wanted.grantee());
            } else {
                grants.set(repository, wanted.kind(), wanted.grantee(), wanted.role(), caller);
            }
            return Optional.empty();
        } catch (AccessException e) {
            return Optional.of(FieldFaults.at("grantee", "repository.fault.grantee"));
        }
    }

    private Optional<FieldFaults> rename(Repository repository, SettingsForm form, Caller caller) {
        if (!form.get("confirm").strip().equals(repository.name().value())) {
            return Optional.of(FieldFaults.at("confirm", "repository.fault.confirm"));
        }
        try {
            transfers.rename(repository, newName(form), caller);
            return Optional.empty();
        } catch (OciException e) {
            return Optional.of(FieldFaults.at("name", "repository.fault.name-invalid"));
        } catch (AccessException e) {
            return Optional.of(FieldFaults.at(
                    "name",
                    switch (e.code()) {
                        case NAME_TAKEN -> "repository.fault.name-taken";
                        case DENIED -> "repository.fault.name-denied";
                        case NAME_INVALID -> "repository.fault.name-invalid";
                        case NO_ROOM -> "repository.fault.no-room";
                        default -> throw e;
                    }));
        }
    }

    /// A given-away repository may be out of sight.
    private ModelAndView after(Caller caller, Repository repository, SettingsForm form) {
        RepositoryName name = form.part().equals("name") ? newName(form) : repository.name();
        if (!access.mayManage(caller, name)) {
            return OwnPath.HOME.seeOther(Notice.REPOSITORY_RENAMED);
        }
        return new OwnPath("/r/" + name + "/-/settings")
                .seeOther(
                        switch (form.part()) {
                            case "grants" -> GrantForm.of(form.fields(), "").done();
                            case "name" -> Notice.REPOSITORY_RENAMED;
                            case QUOTA -> QuotaForms.done(form);
                            default -> Notice.REPOSITORY_CHANGED;
                        });
    }

    private SettingsPage page(Asked asked, Repository repository, SettingsForm form, FieldFaults faults) {
        Shell shell = asked.shell();
        List<GrantRow> rows = grants.list(repository).stream()
                .map(grant -> GrantRow.of(grant, shell.language()))
                .toList();
        RepositoryHead head = heads.of(asked.caller(), shell, repository, SETTINGS);
        GrantList list = GrantList.of(head.path("grants"), true, true, rows).refused(form);
        return new SettingsPage(shell, head, list, quotas.of(repository, shell.language()), form, faults);
    }

    private static RepositoryName newName(SettingsForm form) {
        return RepositoryName.parse(form.get("name").strip());
    }
}
