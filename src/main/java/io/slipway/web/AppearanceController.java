package io.slipway.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Theme, language and the form of commands, for people without an account too.
@Controller
class AppearanceController {

    @PostMapping("/settings/appearance")
    ModelAndView choose(
            @RequestParam Optional<String> theme,
            @RequestParam Optional<String> language,
            @RequestParam Optional<String> tool,
            @RequestParam Optional<String> next,
            HttpServletRequest request,
            HttpServletResponse response) {
        theme.flatMap(Theme::find).ifPresent(chosen -> Cookies.setChoice(request, response, Theme.COOKIE, chosen.id()));
        language.flatMap(Language::find)
                .ifPresent(chosen -> Cookies.setChoice(request, response, Languages.COOKIE, chosen.tag()));
        Optional<String> by = Optional.ofNullable(request.getParameter("by"));
        if (tool.isPresent() || by.isPresent()) {
            PullChoice chosen = PullChoice.of(request).with(tool, by);
            Cookies.setChoice(request, response, PullChoice.COOKIE, chosen.cookie());
        }
        return OwnPath.orHome(next).seeOther();
    }
}
