package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Somebody who works with the control plane: which role, of what, by which login.
public final class OnePerson implements Page {
  private static final String OPERATOR = "operator";
  private static final String TEMPLATE = "desk/person.jte";
  private static final String LOGINS = "/api/v1/logins";
  private static final String PASSWORD = "password";

  @Override
  public Place place() {
    return Place.behind("/people/{operator}", "Person", People.API);
  }

  /// @param login by which the person signs in, if there is one
  private record Person(JsonNode operator, Optional<JsonNode> login) {
    static Person of(Visit visit) {
      String id = visit.named(OPERATOR);
      return new Person(
          visit
              .ask()
              .get(People.API)
              .tree()
              .required("operators")
              .valueStream()
              .filter(it -> it.required("id").asText().equals(id))
              .findFirst()
              .orElseGet(JsonNodeFactory.instance::objectNode),
          Optional.ofNullable(People.logins(visit).get(id)));
    }

    String name() {
      return operator.required("name").asText();
    }

    boolean isThere() {
      return !operator.isEmpty();
    }

    /// Path of the login.
    String loginPath() {
      return login
          .map(it -> LOGINS + "/" + Entered.encoded(it.required("login").asText()))
          .orElse(LOGINS);
    }
  }

  @Override
  public Shown open(Visit visit) {
    Person person = Person.of(visit);
    return person.isThere()
        ? Shown.page(person.name(), TEMPLATE, page(visit, person, forms(visit, person)))
        : missing(visit);
  }

  private static Shown missing(Visit visit) {
    return new Shown.Refusal(
        new Answered.Refused(
            404, "operator_unknown", "there is no operator '%s'".formatted(visit.named(OPERATOR))));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Person person = Person.of(visit);
    if (!person.isThere()) {
      return missing(visit);
    }
    return switch (sent(visit, form, person)) {
      case Answered.Told _ ->
          new Shown.Elsewhere(
              new Link("To the person", visit.to(People.one(visit.named(OPERATOR)))));
      case Answered.Refused why -> {
        List<Form> forms =
            Form.again(forms(visit, person), form.text("do"), form::text, why::of, why.message());
        yield Shown.again(why, person.name(), TEMPLATE, page(visit, person, forms));
      }
    };
  }

  private static Answered sent(Visit visit, Entered form, Person person) {
    String why = "?why=" + Entered.encoded(form.text("why"));
    String operator = People.API + "/" + Entered.encoded(visit.named(OPERATOR));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return switch (form.text("do")) {
      case "change" -> {
        String path = Versions.change(operator, visit.named(OPERATOR), form);
        yield visit.ask().send("PUT", path, RemitForm.body(form));
      }
      case "revoke" -> visit.ask().send("POST", operator + "/revoke" + why, body);
      case "login" -> {
        body.put("login", form.text("login")).put(OPERATOR, visit.named(OPERATOR));
        yield visit.ask().send("POST", LOGINS + why, secretOf(body, form));
      }
      case PASSWORD ->
          visit.ask().send("PUT", person.loginPath() + "/password" + why, secretOf(body, form));
      case "disable", "enable" ->
          visit.ask().send("POST", person.loginPath() + "/" + form.text("do") + why, body);
      default ->
          new Answered.Refused(
              400,
              "request_invalid",
              "field 'do' is one of change, revoke, login, password, disable, enable, was '%s'"
                  .formatted(form.text("do")));
    };
  }

  /// A password may begin or end with blanks.
  private static ObjectNode secretOf(ObjectNode body, Entered form) {
    return body.put(PASSWORD, form.all(PASSWORD).stream().findFirst().orElse(""));
  }

  private static List<Form> forms(Visit visit, Person person) {
    String id = Entered.encoded(visit.named(OPERATOR));
    if (person.operator().hasNonNull("revoked") || !visit.ask().may("PUT", People.API + "/" + id)) {
      return List.of();
    }
    List<FormField> remit = new ArrayList<>(RemitForm.fields(person.operator()));
    remit.add(Keys.why());
    remit.add(Versions.of(visit.named(OPERATOR), Optional.of(person.operator())));
    List<Form> forms = new ArrayList<>();
    forms.add(Form.of("change", "Change the role", "It counts from the next request on.", remit));
    forms.addAll(person.login().isPresent() ? ofLogin(person.login().get()) : List.of(login()));
    forms.add(
        Form.of(
                "revoke",
                "Take out",
                "At once and for good: key, login and every session. The audit log keeps the name.",
                List.of(Keys.why()))
            .forGood());
    return forms;
  }

  private static FormField password(String label) {
    return FormField.of(PASSWORD, label, "password")
        .hinted("12 to 256 characters. Say it to the person, who changes it.");
  }

  private static Form login() {
    return Form.of(
        "login",
        "Let sign in by a password",
        "Beside the personal key, or in place of it.",
        List.of(
            FormField.of("login", "Name to sign in by", "text")
                .hinted("Lower case; an e-mail address if you like."),
            password("First password"),
            Keys.why()));
  }

  private static List<Form> ofLogin(JsonNode login) {
    Form another =
        Form.of(
            PASSWORD,
            "Set another password",
            "Ends what was begun with the old one.",
            List.of(password("New password"), Keys.why()));
    Form onOrOff =
        login.required("disabled").asBoolean()
            ? Form.of(
                "enable",
                "Enable the login",
                "The person signs in with it again.",
                List.of(Keys.why()))
            : Form.of(
                "disable",
                "Disable the login",
                "Nobody signs in with it, and what was begun with it ends. The key works on.",
                List.of(Keys.why()));
    return List.of(another, onOrOff);
  }

  private static OnePersonPage page(Visit visit, Person person, List<Form> forms) {
    JsonNode operator = person.operator();
    return new OnePersonPage(
        person.name(),
        "%s, here since %s."
            .formatted(
                operator.required("id").asText(),
                Moment.of(Instant.parse(operator.required("created").asText())).text()),
        People.state(operator, visit.now()),
        remit(operator, person.login()),
        History.table(visit, OPERATOR, visit.named(OPERATOR)),
        forms);
  }

  private static Table remit(JsonNode operator, Optional<JsonNode> login) {
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(List.of(Cell.of("Role"), Cell.of(operator.required("role").asText())));
    rows.add(List.of(Cell.of("Of"), Cell.of(RemitForm.of(operator))));
    rows.add(
        List.of(
            Cell.of("Personal key"),
            Cell.of(operator.required("key").asBoolean() ? "yes" : "none")));
    rows.add(
        List.of(
            Cell.of("Login"),
            Cell.of(login.map(it -> it.required("login").asText()).orElse("none"))));
    login.ifPresent(it ->
        rows.add(List.of(Cell.of("Password set or login changed"), Keys.moment(it, "at", "–"))));
    if (login.filter(it -> it.required("disabled").asBoolean()).isPresent()) {
      rows.add(List.of(Cell.of("Login is"), Cell.of("disabled")));
    }
    rows.add(List.of(Cell.of("Expires"), Keys.moment(operator, "expires", "never")));
    return Table.of(
        "Role and ways in",
        List.of(Column.text("What"), Column.text("Is")),
        rows,
        EmptyState.of("Nothing is known", "Somebody has a role."));
  }
}
