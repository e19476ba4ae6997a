package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Sessions;
import io.slipway.accounts.Users;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// An administrator looks at the site as somebody else would: nothing can be changed meanwhile.
@Controller
class SeeAsController {

    static final String PATH = "/settings/see-as";

    private final SiteAccess site;
    private final Sessions sessions;
    private final Users users;

    SeeAsController(SiteAccess site, Sessions sessions, Users users) {
        this.site = site;
        this.sessions = sessions;
        this.users = users;
    }

    @PostMapping(PATH)
    ModelAndView begin(Caller caller, @RequestParam(defaultValue = "") String user, HttpServletRequest request) {
        site.administrator(caller);
        long seen = users.find(user)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND))
                .id();
        Cookies.session(request).ifPresent(token -> sessions.seeAs(token, seen));
        return OwnPath.HOME.seeOther();
    }

    @PostMapping(PATH + "/end")
    ModelAndView end(@RequestParam Optional<String> next, HttpServletRequest request) {
        Cookies.session(request).ifPresent(sessions::stopSeeing);
        return OwnPath.orHome(next).seeOther();
    }
}
