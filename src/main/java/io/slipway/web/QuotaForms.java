package io.slipway.web;

import io.slipway.content.QuotaLimitException;
import io.slipway.content.Quotas;
import io.slipway.content.Repository;
import io.slipway.web.SettingsPage.QuotaPart;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/// The part of a repository's settings that limits how much it may hold.
@Component
class QuotaForms {

    private static final String LIMIT = "limit";
    private static final String COUNT = "count";

    private final Quotas quotas;

    QuotaForms(Quotas quotas) {
        this.quotas = quotas;
    }

    QuotaPart of(Repository repository, Language language) {
        OptionalLong most = quotas.most(repository);
        return new QuotaPart(
                quotas.of(repository).map(quota -> QuotaBar.of(quota, language)),
                most.isPresent() ? Optional.of(Size.of(most.getAsLong(), language)) : Optional.empty());
    }

    /// Without a limit there is no quota any more.
    Optional<FieldFaults> change(Repository repository, SettingsForm form) {
        if (form.has(COUNT)) {
            quotas.count(repository);
            return Optional.empty();
        }
        String wanted = form.get(LIMIT).strip();
        if (wanted.isEmpty()) {
            quotas.remove(repository);
            return Optional.empty();
        }
        OptionalLong bytes = ByteText.parse(wanted);
        if (bytes.isEmpty()) {
            return Optional.of(FieldFaults.at(LIMIT, "quota.fault.limit"));
        }
        try {
            quotas.set(repository, bytes.getAsLong());
            return Optional.empty();
        } catch (QuotaLimitException e) {
            return Optional.of(FieldFaults.at(LIMIT, "quota.fault.most"));
        }
    }

    static Notice done(SettingsForm form) {
        if (form.has(COUNT)) {
            return Notice.QUOTA_COUNTED;
        }
        return form.get(LIMIT).isBlank() ? Notice.QUOTA_REMOVED : Notice.QUOTA_SET;
    }
}
