package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog.Format;
import io.slipway.content.Repository;
import io.slipway.web.AuditLists.Place;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// What happened in a repository, for whoever manages it and for auditors.
@Component
class RepositoryAudit implements RepositoryPart {

    private static final String PAGE = "audit";
    private static final Map<String, Format> FILES = Map.of(PAGE + ".csv", Format.CSV, PAGE + ".ndjson", Format.NDJSON);

    private final Access access;
    private final RepositoryHeads heads;
    private final AuditLists lists;

    RepositoryAudit(Access access, RepositoryHeads heads, AuditLists lists) {
        this.access = access;
        this.heads = heads;
        this.lists = lists;
    }

    @Override
    public Set<String> names() {
        return Set.of(PAGE, PAGE + ".csv", PAGE + ".ndjson");
    }

    @Override
    public @Nullable ModelAndView show(Asked asked) throws IOException {
        Repository repository = access.toOversee(asked.caller(), asked.name());
        Place place = new Place(
                "/r/" + repository.name() + "/-/" + PAGE, AuditFilter.all().withRepository(repository.id()));
        Map<String, String> fields = new HashMap<>();
        asked.request().getParameterMap().forEach((name, values) -> fields.put(name, values[0]));
        Format format = FILES.get(asked.part());
        if (format != null) {
            lists.export(place, fields, format, asked.response());
            return null;
        }
        AuditList list = lists.list(place, fields);
        RepositoryHead head = heads.of(asked.caller(), asked.shell(), repository, PAGE);
        return AuditLists.answer("repository/audit", new RepositoryAuditPage(asked.shell(), head, list), list);
    }
}
