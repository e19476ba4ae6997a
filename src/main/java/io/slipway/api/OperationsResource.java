package io.slipway.api;

import io.slipway.access.Caller;
import io.slipway.access.OperationAccess;
import io.slipway.access.SiteAccess;
import io.slipway.work.Operation;
import io.slipway.work.OperationPosition;
import io.slipway.work.Operations;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Long work: what a 202 names.
@RestController
class OperationsResource {

    private final OperationAccess access;
    private final SiteAccess site;
    private final Operations operations;
    private final OperationEvents events;

    OperationsResource(OperationAccess access, SiteAccess site, Operations operations, OperationEvents events) {
        this.access = access;
        this.site = site;
        this.operations = operations;
        this.events = events;
    }

    /// The caller's own, running and of the last 30 days, the newest first; with `all` everybody's and the site's own,
    /// for administrators and auditors.
    @GetMapping(OperationView.PATH)
    ResponseEntity<List<OperationView>> list(
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String limit,
            HttpServletRequest request) {
        Caller caller = ApiCallerFilter.caller(request);
        long self = (all ? site.overseer(caller) : site.self(caller)).id();
        PageQuery query = PageQuery.of(after, limit);
        Optional<OperationPosition> last = OperationPosition.parse(query.after());
        if (last.isEmpty() && !query.after().isEmpty()) {
            throw ApiException.invalidQuery("after comes from the Link of the page before");
        }
        int size = query.limit() + 1;
        List<Operation> read = all ? operations.page(last, size) : operations.page(self, last, size);
        boolean more = read.size() > query.limit();
        return query.answer(
                all ? OperationView.PATH + "?all=true" : OperationView.PATH,
                more ? read.subList(0, query.limit()) : read,
                more,
                operation -> operation.position().toString(),
                OperationView::of);
    }

    @GetMapping(OperationView.PATH + "/{id}")
    ResponseEntity<OperationView> get(@PathVariable String id, HttpServletRequest request) {
        return EntityTag.answer(OperationView.of(access.toSee(ApiCallerFilter.caller(request), id(id))));
    }

    /// Server-sent events: `progress` whenever something changed, `end` when it is finished; each has what
    /// `GET /operations/{id}` answers. A stream ends after some minutes at most: clients open it again.
    @GetMapping(OperationView.PATH + "/{id}/events")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = OperationEvents.MEDIA_TYPE))
    void events(@PathVariable String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Caller caller = ApiCallerFilter.caller(request);
        UUID known = access.toSee(caller, id(id)).id();
        events.write(caller.principal().orElseThrow(), () -> access.toSee(caller, known), response);
    }

    /// Asks it to stop; what is done stays done.
    @DeleteMapping(OperationView.PATH + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@PathVariable String id, HttpServletRequest request) {
        if (!access.cancel(ApiCallerFilter.caller(request), id(id))) {
            throw new ApiException(409, "operation-finished", "it is finished already");
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw ApiException.notFound();
        }
    }
}
