package io.slipway.work;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers an error of a protocol before its dispatch reaches the page for errors, or the sign-in in front of it.
class ErrorFilter extends OncePerRequestFilter {

    private final ErrorForms forms;

    ErrorFilter(ErrorForms forms) {
        this.forms = forms;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getDispatcherType() != DispatcherType.ERROR;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "";
        Optional<ErrorForm> form = forms.find(path);
        if (form.isPresent() && !response.isCommitted()) {
            form.get().write(response.getStatus(), path, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
