package io.slipway.api;

import org.springframework.stereotype.Component;

/// What is below a repository's name after `/-/`.
@Component
record Below(
        GrantsResource grants,
        AccessResource access,
        AuditResource audit,
        TagsResource tags,
        ImagesResource images,
        UsageResource usage,
        ReadmeResource readme,
        FilesResource files,
        ComparisonsResource comparisons,
        DeletionsResource deletions,
        TagHoldsResource holds,
        PoliciesResource policies,
        RepositoryQuotaResource quota,
        BuildsResource builds) {}
