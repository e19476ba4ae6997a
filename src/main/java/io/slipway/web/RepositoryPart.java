package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.content.Actor;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.ModelAndView;

/// Pages below a repository's name, such as `/r/acme/web/-/tags`; what they refuse is not there.
public interface RepositoryPart {

    /// Who asks for which page of which repository.
    ///
    /// @param part what follows `/-/`
    record Asked(
            Caller caller,
            Shell shell,
            RepositoryName name,
            String part,
            HttpServletRequest request,
            HttpServletResponse response) {

        /// Of the query; empty where it is not given.
        public String parameter(String field) {
            return Words.clean(Objects.requireNonNullElse(request.getParameter(field), ""));
        }

        /// For the history: somebody who is signed in.
        public Actor actor() {
            return new Actor(
                    caller.principal().orElseThrow(),
                    Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), ""));
        }
    }

    /// All that can follow `/-/` in paths to these pages: `tags`; empty for the name alone. With a slash at its end,
    /// anything can follow it.
    Set<String> names();

    /// @return null where the answer is written already
    @Nullable
    ModelAndView show(Asked asked) throws IOException;

    /// Takes a form.
    default ModelAndView change(Asked asked, Map<String, String> form) {
        throw new OciException(ErrorCode.NAME_UNKNOWN);
    }
}
