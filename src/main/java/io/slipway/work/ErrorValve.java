package io.slipway.work;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what the server itself refuses before any filter sees it, such as `%00` and `%2F` in a path.
class ErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorValve.class);

    private final ErrorForms forms;

    ErrorValve(ErrorForms forms) {
        this.forms = forms;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            forms.write(status, request, response.getResponse());
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("The answer {} did not reach its client: {}", status, gone.toString());
        }
    }
}
