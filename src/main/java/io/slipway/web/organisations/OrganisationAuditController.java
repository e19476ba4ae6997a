package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.accounts.Namespace;
import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog.Format;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.AuditList;
import io.slipway.web.AuditLists;
import io.slipway.web.AuditLists.Place;
import io.slipway.web.Shell;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What happened in an organisation, for its owners and for auditors.
@Controller
@RequestMapping("/orgs/{org}/-")
class OrganisationAuditController {

    private static final String NAME = "audit";

    private final NamespaceAccess access;
    private final AuditLists lists;
    private final Heads heads;

    OrganisationAuditController(NamespaceAccess access, AuditLists lists, Heads heads) {
        this.access = access;
        this.lists = lists;
        this.heads = heads;
    }

    @GetMapping("/" + NAME)
    ModelAndView show(Caller caller, Shell shell, @PathVariable String org, @RequestParam Map<String, String> fields) {
        AuditList list = lists.list(place(caller, org), fields);
        AuditPage page = new AuditPage(shell, heads.of(shell, caller, org, NAME), list);
        return AuditLists.answer("organisations/audit", page, list);
    }

    @GetMapping("/" + NAME + ".csv")
    void csv(
            Caller caller,
            @PathVariable String org,
            @RequestParam Map<String, String> fields,
            HttpServletResponse response)
            throws IOException {
        lists.export(place(caller, org), fields, Format.CSV, response);
    }

    @GetMapping("/" + NAME + ".ndjson")
    void ndjson(
            Caller caller,
            @PathVariable String org,
            @RequestParam Map<String, String> fields,
            HttpServletResponse response)
            throws IOException {
        lists.export(place(caller, org), fields, Format.NDJSON, response);
    }

    private Place place(Caller caller, String org) {
        Namespace namespace = access.toOversee(caller, org);
        if (namespace.ownerId().isPresent()) {
            throw new OciException(ErrorCode.NAME_UNKNOWN);
        }
        return new Place(
                "/orgs/" + namespace.name() + "/-/" + NAME, AuditFilter.all().withNamespace(namespace.id()));
    }
}
