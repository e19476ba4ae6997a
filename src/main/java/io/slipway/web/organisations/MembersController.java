package io.slipway.web.organisations;

import io.slipway.access.Caller;
import io.slipway.access.NamespaceAccess;
import io.slipway.access.SiteAccess;
import io.slipway.accounts.Member;
import io.slipway.accounts.Members;
import io.slipway.accounts.Namespace;
import io.slipway.accounts.User;
import io.slipway.accounts.Users;
import io.slipway.oci.ErrorCode;
import io.slipway.oci.OciException;
import io.slipway.web.Notice;
import io.slipway.web.OwnPath;
import io.slipway.web.Shell;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class MembersController {

    private final NamespaceAccess access;
    private final SiteAccess site;
    private final Members members;
    private final Users users;
    private final MembersView view;

    MembersController(NamespaceAccess access, SiteAccess site, Members members, Users users, MembersView view) {
        this.access = access;
        this.site = site;
        this.members = members;
        this.users = users;
        this.view = view;
    }

    @GetMapping("/orgs/{org}/-/members")
    ModelAndView list(
            Caller caller, Shell shell, @PathVariable String org, @RequestParam(defaultValue = "") String after) {
        Namespace namespace = access.toSee(caller, org);
        return new ModelAndView(
                MembersView.NAME, "page", view.of(shell, caller, namespace, after, Form.EMPTY, Optional.empty()));
    }

    @PostMapping("/orgs/{org}/-/members")
    ModelAndView add(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @RequestParam(defaultValue = "") String user,
            @RequestParam(defaultValue = "member") String role) {
        Namespace namespace = access.toGovern(caller, org);
        String name = user.strip();
        // an id that nobody has: the sentence is the service's
        long id = users.find(name).map(User::id).orElse(0L);
        Optional<String> refusal = Refusals.of(() -> members.add(namespace.id(), id, role.equals("owner")));
        return refusal.isPresent()
                ? refused(
                        shell,
                        caller,
                        namespace,
                        Form.refused("user", refusal.get()).with(Map.of("user", name)))
                : new OwnPath(path(namespace)).seeOther(Notice.ADDED);
    }

    @PostMapping(value = "/orgs/{org}/-/members/{user}", params = "_method=put")
    ModelAndView change(
            Caller caller,
            Shell shell,
            @PathVariable String org,
            @PathVariable String user,
            @RequestParam(defaultValue = "member") String role) {
        Namespace namespace = access.toGovern(caller, org);
        Member member = member(namespace, user);
        Optional<String> refusal =
                Refusals.of(() -> members.setOwner(namespace.id(), member.id(), role.equals("owner")));
        return refusal.isPresent()
                ? refused(shell, caller, namespace, Form.refused("member " + member.name(), refusal.get()))
                : new OwnPath(path(namespace)).seeOther(Notice.SAVED);
    }

    /// Owners remove anybody; everybody may leave.
    @PostMapping(value = "/orgs/{org}/-/members/{user}", params = "_method=delete")
    ModelAndView remove(Caller caller, Shell shell, @PathVariable String org, @PathVariable String user) {
        Namespace namespace = access.toSee(caller, org);
        Member member = member(namespace, user);
        boolean self = caller.principal().filter(id -> id == member.id()).isPresent();
        Optional<String> refusal = self ? leave(caller, namespace) : remove(caller, namespace, member);
        if (refusal.isPresent()) {
            return refused(shell, caller, namespace, Form.refused("member " + member.name(), refusal.get()));
        }
        return self
                ? new OwnPath("/orgs").seeOther(Notice.LEFT)
                : new OwnPath(path(namespace)).seeOther(Notice.REMOVED);
    }

    private Optional<String> leave(Caller caller, Namespace namespace) {
        User user = site.account(caller);
        return Refusals.of(() -> members.leave(namespace.id(), user.id()));
    }

    private Optional<String> remove(Caller caller, Namespace namespace, Member member) {
        access.toGovern(caller, namespace.name());
        return Refusals.of(() -> members.remove(namespace.id(), member.id()));
    }

    private Member member(Namespace namespace, String user) {
        return users.find(user)
                .flatMap(found -> members.find(namespace.id(), found.id()))
                .orElseThrow(() -> new OciException(ErrorCode.NAME_UNKNOWN));
    }

    private ModelAndView refused(Shell shell, Caller caller, Namespace namespace, Form form) {
        return Refusals.answer(MembersView.NAME, view.of(shell, caller, namespace, "", form, Optional.empty()));
    }

    private static String path(Namespace namespace) {
        return "/orgs/" + namespace.name() + "/-/members";
    }
}
