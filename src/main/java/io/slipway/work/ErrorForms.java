package io.slipway.work;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/// Answers what no handler answered, in the form of the path; a line of text where no protocol has one.
@Component
class ErrorForms implements RequestRejectedHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern FIRST_PART = Pattern.compile("/++([^/;%?]*+)");

    private final List<ErrorForm> forms;

    ErrorForms(List<ErrorForm> forms) {
        this.forms = List.copyOf(forms);
    }

    Optional<ErrorForm> find(String path) {
        Matcher first = FIRST_PART.matcher(path);
        return first.lookingAt()
                ? forms.stream().filter(form -> form.covers(first.group(1))).findFirst()
                : Optional.empty();
    }

    void write(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getRequestURI(), "");
        // what is refused before the filters has none yet, and a reset took it away
        response.setHeader(RequestOrigin.HEADER, RequestOrigin.of(request).requestId());
        Optional<ErrorForm> form = find(path);
        if (form.isPresent()) {
            form.get().write(status, path, response);
        } else {
            BrowserHeaders.write(request, response);
            writeText(status, response);
        }
    }

    /// What Spring Security's firewall refuses: `//`, `;`, encoded dots and percent signs, control characters,
    /// and methods that nothing here knows.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refusal)
            throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            write(METHODS.contains(request.getMethod()) ? 400 : 405, request, response);
        }
    }

    private static void writeText(int status, HttpServletResponse response) throws IOException {
        HttpStatus known = HttpStatus.resolve(status);
        String text = status + (known == null ? "" : " " + known.getReasonPhrase()) + "\n";
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
