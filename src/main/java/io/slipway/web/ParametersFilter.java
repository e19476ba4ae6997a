package io.slipway.web;

import io.slipway.work.WithoutParameters;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a form or a query that cannot be read, before anybody asks for what is in it. The page that says so is made
/// without it.
class ParametersFilter extends OncePerRequestFilter {

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            request.getParameterMap();
        } catch (InvalidParameterException e) {
            if (request.getDispatcherType() == DispatcherType.ERROR) {
                chain.doFilter(new WithoutParameters(request), response);
            } else {
                response.sendError(e.getErrorCode());
            }
            return;
        }
        chain.doFilter(request, response);
    }
}
