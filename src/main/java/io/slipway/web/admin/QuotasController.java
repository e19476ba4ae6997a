package io.slipway.web.admin;

import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Namespace;
import io.slipway.content.Page;
import io.slipway.content.Quota;
import io.slipway.content.QuotaPlace;
import io.slipway.content.Quotas;
import io.slipway.web.ByteText;
import io.slipway.web.FieldFaults;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.QuotaBar;
import io.slipway.web.Shell;
import io.slipway.web.Words;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// How much who may hold, and does: all quotas by use, and the form that sets those of namespaces.
@Controller
class QuotasController {

    private static final String PATH = "/admin/quotas";
    private static final String VIEW = "admin/quotas";
    private static final int ROWS = 50;

    private final SiteAccess site;
    private final NamespaceAccess access;
    private final Quotas quotas;

    QuotasController(SiteAccess site, NamespaceAccess access, Quotas quotas) {
        this.site = site;
        this.access = access;
        this.quotas = quotas;
    }

    @GetMapping(PATH)
    ModelAndView show(Caller caller, Shell shell, @RequestParam(defaultValue = "") String after) {
        site.overseer(caller);
        return new ModelAndView(
                VIEW,
                "page",
                page(caller, shell, QuotaPlace.parse(after), new QuotasPage.Typed("", "", FieldFaults.NONE)));
    }

    /// Without a limit there is no quota any more.
    @PostMapping(PATH)
    ModelAndView set(
            Caller caller,
            Shell shell,
            @RequestParam(defaultValue = "") String namespace,
            @RequestParam(defaultValue = "") String limit) {
        site.administrator(caller);
        String name = Words.clean(namespace).strip();
        String wanted = Words.clean(limit).strip();
        OptionalLong bytes = ByteText.parse(wanted);
        Optional<Namespace> found = find(caller, name);
        if (found.isEmpty()) {
            return refused(
                    caller,
                    shell,
                    new QuotasPage.Typed(name, wanted, FieldFaults.at("namespace", "quota.fault.namespace")));
        }
        if (bytes.isEmpty() && !wanted.isEmpty()) {
            return refused(
                    caller, shell, new QuotasPage.Typed(name, wanted, FieldFaults.at("limit", "quota.fault.limit")));
        }
        if (bytes.isPresent()) {
            quotas.set(found.get(), bytes.getAsLong());
            return new OwnPath(PATH).seeOther(Notice.QUOTA_SET);
        }
        quotas.remove(found.get());
        return new OwnPath(PATH).seeOther(Notice.QUOTA_REMOVED);
    }

    /// Counts anew and puts right what is found.
    @PostMapping(PATH + "/count")
    ModelAndView count(Caller caller, @RequestParam(defaultValue = "") String namespace) {
        site.administrator(caller);
        quotas.count(access.toGovern(caller, Words.clean(namespace)));
        return new OwnPath(PATH).seeOther(Notice.QUOTA_COUNTED);
    }

    private Optional<Namespace> find(Caller caller, String name) {
        try {
            return Optional.of(access.toGovern(caller, name));
        } catch (AccessException missing) {
            return Optional.empty();
        }
    }

    private ModelAndView refused(Caller caller, Shell shell, QuotasPage.Typed typed) {
        return new ModelAndView(
                VIEW, Map.of("page", page(caller, shell, Optional.empty(), typed)), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private QuotasPage page(Caller caller, Shell shell, Optional<QuotaPlace> after, QuotasPage.Typed typed) {
        Page<Quota> page = quotas.page(after, ROWS);
        return new QuotasPage(
                shell,
                site.isAdministrator(caller),
                page.items().stream()
                        .map(quota -> QuotaBar.of(quota, shell.language()))
                        .toList(),
                after.isEmpty(),
                Optional.of(page)
                        .filter(Page::more)
                        .map(it -> PATH + "?after=" + QuotaPlace.of(it.items().getLast())),
                typed);
    }
}
