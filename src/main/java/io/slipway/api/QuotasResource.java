package io.slipway.api;

import io.slipway.access.SiteAccess;
import io.slipway.content.Page;
import io.slipway.content.Quota;
import io.slipway.content.QuotaPlace;
import io.slipway.content.Quotas;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// All quotas, the fullest first, for administrators and auditors.
@RestController
class QuotasResource {

    private static final String PATH = "/api/v1/admin/quotas";

    private final SiteAccess site;
    private final Quotas quotas;

    QuotasResource(SiteAccess site, Quotas quotas) {
        this.site = site;
        this.quotas = quotas;
    }

    @GetMapping(PATH)
    ResponseEntity<List<QuotaView>> list(
            @RequestParam Optional<String> after, @RequestParam Optional<String> limit, HttpServletRequest request) {
        site.overseer(ApiCallerFilter.caller(request));
        PageQuery query = PageQuery.of(after.orElse(null), limit.orElse(null));
        Optional<QuotaPlace> place = after.map(text -> QuotaPlace.parse(text)
                .orElseThrow(() -> ApiException.invalidQuery("after comes from the Link of the page before")));
        Page<Quota> page = quotas.page(place, query.limit());
        return query.answer(
                PATH,
                page.items(),
                page.more(),
                (Quota quota) -> QuotaPlace.of(quota).toString(),
                QuotaView::of);
    }
}
