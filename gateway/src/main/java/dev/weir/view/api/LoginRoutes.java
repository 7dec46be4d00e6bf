package dev.weir.view.api;

import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.view.login.Logins;
import dev.weir.view.login.Logins.Standing;
import dev.weir.view.login.SignIn;
import dev.weir.view.login.Why;
import dev.weir.view.right.Right;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// By which names people sign in; and who somebody is, with one's own password.
final class LoginRoutes {
  private static final String PATH = "/api/v1/logins";
  private static final String ONE = PATH + "/{id}";
  private static final String ME = "/api/v1/me";
  static final String OWN_PASSWORD = "changeOwnPassword";

  private final RunningGateway gateway;
  private final Logins logins;

  LoginRoutes(RunningGateway gateway) {
    this.gateway = gateway;
    this.logins = gateway.logins();
  }

  record LoginList(List<LoginPage> logins) {}

  /// @param name of the operator
  record LoginPage(
      String login,
      String operator,
      String name,
      boolean disabled,
      int version,
      Instant at,
      String who) {}

  /// @param operator whose it is to be, by id
  record NewLogin(String login, String operator, String password) {}

  record NewPassword(String password) {}

  /// @param old the password there is
  record OwnPassword(String old, String password) {}

  /// @param login absent where the person cannot sign in
  record Myself(
      String id,
      String name,
      Role role,
      List<String> useCases,
      List<String> teams,
      Optional<String> login) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listLogins", PATH, "By which names people sign in.")
            .needs(Right.READ_PEOPLE)
            .answers(LoginList.class)
            .does(this::list),
        Endpoint.change("POST", "createLogin", PATH, "Lets an operator sign in by a password.")
            .needs(Right.ADMINISTER)
            .takes(NewLogin.class)
            .creates(Pages.Changed.class)
            .does(this::create),
        Endpoint.change("PUT", "setPassword", ONE + "/password", "Sets somebody's password.")
            .needs(Right.ADMINISTER)
            .takes(NewPassword.class)
            .answers(Pages.Changed.class)
            .does(inquiry ->
                of(
                    inquiry,
                    Set.of("password"),
                    why ->
                        Changes.one(
                            logins.setPassword(inquiry.id(), inquiry.text("password"), why)))),
        Endpoint.change("POST", "disableLogin", ONE + "/disable", "Lets nobody sign in with it.")
            .needs(Right.ADMINISTER)
            .answers(Pages.Changed.class)
            .does(inquiry ->
                of(inquiry, Set.of(), why -> Changes.one(logins.disable(inquiry.id(), true, why)))),
        Endpoint.change("POST", "enableLogin", ONE + "/enable", "Lets its operator sign in again.")
            .needs(Right.ADMINISTER)
            .answers(Pages.Changed.class)
            .does(inquiry ->
                of(
                    inquiry,
                    Set.of(),
                    why -> Changes.one(logins.disable(inquiry.id(), false, why)))),
        Endpoint.get("me", ME, "Who asks, and with which role.")
            .needs(Right.ONESELF)
            .answers(Myself.class)
            .does(inquiry -> oneself(inquiry, it -> Answer.of(page(it)))),
        Endpoint.change("POST", OWN_PASSWORD, ME + "/password", "Changes one's own password.")
            .needs(Right.ONESELF)
            .takes(OwnPassword.class)
            .answers(Pages.Changed.class)
            .does(inquiry -> oneself(inquiry, it -> change(it, inquiry))));
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(new LoginList(logins.all().stream().map(this::page).toList()));
  }

  private LoginPage page(Standing login) {
    String name =
        gateway.books().inForce().operators().all().stream()
            .filter(it -> it.id().equals(login.operator()))
            .map(Operator::name)
            .findFirst()
            .orElse("");
    return new LoginPage(
        login.login(),
        login.operator(),
        name,
        login.disabled(),
        login.version(),
        login.at(),
        login.who());
  }

  private Answer create(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("login", "operator", "password"));
    return Changes.one(
        logins.create(
            inquiry.text("login"),
            inquiry.text("password"),
            inquiry.text("operator"),
            new Why(inquiry.who(), inquiry.why())));
  }

  private Answer of(Inquiry inquiry, Set<String> fields, Function<Why, Answer> change) {
    inquiry.requireOnly(fields);
    return logins.all().stream().noneMatch(it -> it.login().equals(inquiry.id()))
        ? Answer.missing("login", inquiry.id())
        : change.apply(new Why(inquiry.who(), inquiry.why()));
  }

  private static Answer oneself(Inquiry inquiry, Function<Operator, Answer> answer) {
    return inquiry
        .operator()
        .map(answer)
        .orElseGet(() ->
            Answer.invalid(
                "this is of an operator, by a personal key or signed in; was %s"
                    .formatted(inquiry.who())));
  }

  private Myself page(Operator operator) {
    return new Myself(
        operator.id(),
        operator.name(),
        operator.role(),
        operator.remit().useCases().stream().sorted().toList(),
        operator.remit().teams().stream().sorted().toList(),
        logins.of(operator.id()).map(Standing::login));
  }

  /// Whoever has a session, or a key that was left lying about, does not know the password.
  private Answer change(Operator operator, Inquiry inquiry) {
    inquiry.requireOnly(Set.of("old", "password"));
    String next = inquiry.text("password");
    return switch (logins.confirm(operator.id(), inquiry.text("old"))) {
      case SignIn.SignedIn in ->
          Changes.one(logins.setPassword(in.login(), next, new Why(inquiry.who(), inquiry.why())));
      case SignIn.Refused _ ->
          new Answer.Fault(
              403,
              "password_wrong",
              "field 'old' is the password of '%s', and it is not".formatted(operator.name()));
      case SignIn.TooMany(var wait) ->
          new Answer.Fault(
              429,
              "too_many_attempts",
              "too many wrong passwords: try again in %d s".formatted(wait.toSeconds() + 1),
              Map.of("retry-after", Long.toString(wait.toSeconds() + 1)));
    };
  }
}
