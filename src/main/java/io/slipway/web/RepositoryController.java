package io.slipway.web;

import io.slipway.access.Caller;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.oci.RepositoryName;
import io.slipway.web.RepositoryPart.Asked;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A repository's pages. Names have slashes, so one handler takes them all and splits at `/-/`, which no name can
/// contain.
@Controller
class RepositoryController {

    private static final String SEPARATOR = "/-/";

    private final Map<String, RepositoryPart> parts = new HashMap<>();

    RepositoryController(List<RepositoryPart> parts) {
        parts.forEach(part -> part.names().forEach(name -> this.parts.put(name, part)));
    }

    @GetMapping("/r/{*rest}")
    @Nullable
    ModelAndView show(
            Caller caller,
            Shell shell,
            @PathVariable String rest,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String below = below(rest);
        return part(below).show(new Asked(caller, shell, name(rest), below, request, response));
    }

    @PostMapping("/r/{*rest}")
    ModelAndView change(
            Caller caller,
            Shell shell,
            @PathVariable String rest,
            @RequestParam Map<String, String> form,
            HttpServletRequest request,
            HttpServletResponse response) {
        String below = below(rest);
        return part(below).change(new Asked(caller, shell, name(rest), below, request, response), form);
    }

    /// A pasted image reference.
    @GetMapping("/{namespace}/{*rest}")
    ModelAndView find(HttpServletRequest request) {
        return ImageReference.parse(request.getRequestURI().substring(1))
                .orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN))
                .page()
                .found();
    }

    private RepositoryPart part(String below) {
        return Optional.ofNullable(parts.get(below))
                .or(() -> below.contains("/") ? Optional.ofNullable(parts.get(start(below))) : Optional.empty())
                .orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }

    /// With its slash.
    private static String start(String below) {
        return below.substring(0, below.indexOf('/') + 1);
    }

    private static RepositoryName name(String rest) {
        int split = rest.indexOf(SEPARATOR);
        return RepositoryName.parse(rest.substring(1, split < 0 ? rest.length() : Math.max(1, split)));
    }

    private static String below(String rest) {
        int split = rest.indexOf(SEPARATOR);
        return split < 0 ? "" : rest.substring(split + SEPARATOR.length());
    }
}
