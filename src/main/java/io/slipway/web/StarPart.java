package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.SiteAccess;
import io.slipway.content.Repository;
import io.slipway.content.Stars;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// The button that keeps a repository at hand, or does so no more; it leads back to where it was pressed.
@Component
class StarPart implements RepositoryPart {

    private final SiteAccess site;
    private final Access access;
    private final Stars stars;

    StarPart(SiteAccess site, Access access, Stars stars) {
        this.site = site;
        this.access = access;
        this.stars = stars;
    }

    @Override
    public Set<String> names() {
        return Set.of("star");
    }

    @Override
    public ModelAndView show(Asked asked) {
        throw new OciException(ErrorCode.NAME_UNKNOWN);
    }

    @Override
    public ModelAndView change(Asked asked, Map<String, String> form) {
        long person = site.account(asked.caller()).id();
        Repository repository = access.toSee(asked.caller(), asked.name());
        OwnPath back = OwnPath.orHome(Optional.ofNullable(form.get("next")));
        if (!form.getOrDefault("starred", "").equals("yes")) {
            stars.remove(person, repository);
            return back.seeOther();
        }
        return stars.add(person, repository) ? back.seeOther() : back.seeOther(Notice.STARS_FULL);
    }
}
