package io.slipway.web;

import io.slipway.access.Access;
import io.slipway.access.AccessException;
import io.slipway.access.Caller;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.AccountsException;
import io.slipway.accounts.Description;
import io.slipway.accounts.User;
import io.slipway.content.Repositories;
import io.slipway.content.Repository;
import io.slipway.content.RepositoryChange;
import io.slipway.oci.RepositoryName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Makes an empty repository. `-` stands where no namespace can.
@Controller
class NewRepositoryController {

    private static final String PATH = "/r/-/new";

    private final Access access;
    private final SiteAccess site;
    private final Repositories repositories;

    NewRepositoryController(Access access, SiteAccess site, Repositories repositories) {
        this.access = access;
        this.site = site;
        this.repositories = repositories;
    }

    @GetMapping(PATH)
    ModelAndView begin(Caller caller, Shell shell, @RequestParam Map<String, String> query) {
        if (caller instanceof Caller.Anonymous) {
            return new OwnPath("/login?next=" + PATH).seeOther();
        }
        User user = site.self(caller);
        NewRepositoryForm asked = NewRepositoryForm.of(query);
        NewRepositoryForm form = asked.namespace().isEmpty()
                ? new NewRepositoryForm(user.name(), asked.name(), asked.open(), asked.description())
                : asked;
        return new ModelAndView("repository/new", "page", page(caller, shell, form, FieldFaults.NONE));
    }

    /// As by a POST to the API's repositories.
    @PostMapping(PATH)
    ModelAndView create(Caller caller, Shell shell, @RequestParam Map<String, String> fields) {
        site.account(caller);
        NewRepositoryForm form = NewRepositoryForm.of(fields);
        Optional<RepositoryName> name = form.whole();
        if (name.isEmpty()) {
            String field = form.any().isEmpty() ? "namespace" : "name";
            return refuse(caller, shell, form, field);
        }
        try {
            Description description = new Description(form.description());
            Repository repository = access.toMake(caller, name.get());
            repositories.change(
                    repository, _ -> new RepositoryChange(Optional.of(description), Optional.of(form.visibility())));
        } catch (AccountsException e) {
            return refuse(caller, shell, form, "description");
        } catch (AccessException e) {
            return switch (e.code()) {
                case NAME_TAKEN -> refuse(caller, shell, form, "taken");
                case DENIED -> refuse(caller, shell, form, "namespace");
                default -> throw e;
            };
        }
        return new OwnPath("/r/" + name.get()).seeOther(Notice.CREATED);
    }

    private ModelAndView refuse(Caller caller, Shell shell, NewRepositoryForm form, String fault) {
        FieldFaults faults = switch (fault) {
            case "namespace" -> FieldFaults.at("namespace", "repository.fault.namespace");
            case "description" -> FieldFaults.at("description", "repository.fault.description");
            case "taken" -> FieldFaults.at("name", "repository.fault.name-taken");
            default -> FieldFaults.at("name", "repository.fault.new-name");
        };
        return new ModelAndView(
                "repository/new", Map.of("page", page(caller, shell, form, faults)), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private NewRepositoryPage page(Caller caller, Shell shell, NewRepositoryForm form, FieldFaults faults) {
        List<String> namespaces = access.whereToMake(caller, form.any());
        return new NewRepositoryPage(shell, namespaces, form, faults);
    }
}
