package io.slipway.web.organisations;

import io.slipway.access.Access;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Organisations;
import io.slipway.content.Repositories;
import org.springframework.stereotype.Component;

/// What several pages read.
@Component
record Sources(
        NamespaceAccess access, Access repositoryAccess, Organisations organisations, Repositories repositories) {}
