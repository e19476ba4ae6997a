package io.slipway.web.admin;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.activity.AuditFilter;
import io.slipway.activity.AuditLog.Format;
import io.slipway.web.AuditList;
import io.slipway.web.AuditLists;
import io.slipway.web.AuditLists.Place;
import io.slipway.web.Shell;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What happened everywhere.
@Controller
class AuditController {

    private static final String PATH = "/admin/audit";
    private static final Place EVERYWHERE = new Place(PATH, AuditFilter.all());

    private final SiteAccess site;
    private final AuditLists lists;

    AuditController(SiteAccess site, AuditLists lists) {
        this.site = site;
        this.lists = lists;
    }

    @GetMapping(PATH)
    ModelAndView show(Caller caller, Shell shell, @RequestParam Map<String, String> fields) {
        site.overseer(caller);
        AuditList list = lists.list(EVERYWHERE, fields);
        return AuditLists.answer("admin/audit", new AuditPage(shell, list), list);
    }

    @GetMapping(PATH + ".csv")
    void csv(Caller caller, @RequestParam Map<String, String> fields, HttpServletResponse response) throws IOException {
        site.overseer(caller);
        lists.export(EVERYWHERE, fields, Format.CSV, response);
    }

    @GetMapping(PATH + ".ndjson")
    void ndjson(Caller caller, @RequestParam Map<String, String> fields, HttpServletResponse response)
            throws IOException {
        site.overseer(caller);
        lists.export(EVERYWHERE, fields, Format.NDJSON, response);
    }
}
