package io.slipway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/// The operations of the REST API, from its own document.
@Controller
class ApiDocsController {

    private final OpenApiWebMvcResource documents;
    private final JsonMapper json;

    ApiDocsController(OpenApiWebMvcResource documents, JsonMapper json) {
        this.documents = documents;
        this.json = json;
    }

    @GetMapping("/api/docs")
    ModelAndView show(Shell shell, HttpServletRequest request) throws IOException {
        byte[] document = documents.openapiJson(request, ApiDocsPage.DOCUMENT, Locale.ENGLISH);
        return new ModelAndView("api-docs", "page", ApiDocsPage.of(shell, json.readTree(document)));
    }
}
