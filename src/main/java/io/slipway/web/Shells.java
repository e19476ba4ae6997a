package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.access.OperationAccess;
import io.slipway.access.SiteAccess;
import io.slipway.work.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Gives handlers the [Shell] of their page and the [Caller] who asks for it.
@Component
class Shells implements HandlerMethodArgumentResolver {

    private static final int MOST = 99;

    private final Assets assets;
    private final PublicUrl publicUrl;
    private final SiteAccess site;
    private final OperationAccess operations;

    Shells(Assets assets, PublicUrl publicUrl, SiteAccess site, OperationAccess operations) {
        this.operations = operations;
        this.assets = assets;
        this.publicUrl = publicUrl;
        this.site = site;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Shell.class || parameter.getParameterType() == Caller.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        Caller caller = Visit.caller(request);
        // an error page asks nothing of the database: only here
        return parameter.getParameterType() == Caller.class
                ? caller
                : of(request, path(request))
                        .withRunning(operations.unfinished(caller, MOST).size());
    }

    /// @param here the path that the reader sees
    Shell of(HttpServletRequest request, Optional<String> here) {
        String base = publicUrl.base(request.getScheme(), request.getServerName(), request.getServerPort());
        return new Shell(
                assets,
                Languages.language(request),
                Looks.theme(request),
                Looks.reading(request),
                Visit.user(request),
                base.substring(base.indexOf("://") + 3),
                OwnPath.orHome(here).value(),
                !request.isSecure(),
                Notice.find(request.getParameter(Notice.PARAMETER)),
                standing(request),
                0);
    }

    private Shell.Standing standing(HttpServletRequest request) {
        Caller caller = Visit.caller(request);
        Optional<String> seenBy = caller instanceof Caller.Viewer viewer
                ? Optional.of(viewer.administrator().name())
                : Optional.empty();
        return new Shell.Standing(seenBy, site.isOverseer(caller));
    }

    private static Optional<String> path(HttpServletRequest request) {
        String query = request.getQueryString();
        // what was done is said once
        boolean plain = query == null || query.startsWith(Notice.PARAMETER + "=");
        return Optional.of(request.getRequestURI() + (plain ? "" : "?" + query));
    }
}
