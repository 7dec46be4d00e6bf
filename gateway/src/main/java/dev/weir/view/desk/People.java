package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everybody who works with the control plane: which role, of what, and how they get in.
public final class People implements Page {
  static final String API = "/api/v1/operators";
  private static final String PATH = "/people";
  private static final String TEMPLATE = "desk/people.jte";
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Person"),
          Column.text("Role"),
          Column.text("Of"),
          Column.text("State"),
          Column.text("Gets in by"),
          Column.text("Since"));

  @Override
  public Place place() {
    return Place.in(Section.DESK, PATH, "People", API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page("People", TEMPLATE, page(visit, make(visit)));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    String question = API + "?why=" + Entered.encoded(form.text("why"));
    return switch (visit
        .ask()
        .send("POST", question, RemitForm.body(form).put("name", form.text("name")))) {
      case Answered.Told(var tree) ->
          new Shown.Written(
              201, "The new key", "desk/issued.jte", issued(visit, tree, form.text("name")));
      case Answered.Refused why ->
          Shown.again(
              why,
              "People",
              TEMPLATE,
              page(
                  visit,
                  make(visit).map(it -> it.holding(form::text).refused(why::of, why.message()))));
    };
  }

  private static IssuedPage issued(Visit visit, JsonNode told, String name) {
    return new IssuedPage(
        "A personal key for " + name,
        "With it the person signs in to this console, and the command line asks as that person.",
        told.required("secret").asText(),
        "export WEIR_API_KEY=wa_...\nweir report --server https://weir.example.org:8081",
        new Link("To the person", visit.to(one(told.required("id").asText()))));
  }

  /// Where somebody has a page.
  static String one(String id) {
    return PATH + "/" + Entered.encoded(id);
  }

  /// Logins by their operator.
  static Map<String, JsonNode> logins(Visit visit) {
    Map<String, JsonNode> logins = new TreeMap<>();
    visit
        .ask()
        .get("/api/v1/logins")
        .tree()
        .required("logins")
        .forEach(login -> logins.put(login.required("operator").asText(), login));
    return logins;
  }

  private static Optional<Form> make(Visit visit) {
    if (!visit.ask().may("POST", API)) {
      return Optional.empty();
    }
    List<FormField> fields = new ArrayList<>();
    fields.add(FormField.of("name", "Name", "text"));
    fields.addAll(RemitForm.empty());
    fields.add(Keys.why());
    return Optional.of(
        Form.of(
            "make",
            "Take somebody in",
            "Makes a personal key, shown once. A name and a password can be given afterwards.",
            fields));
  }

  private static PeoplePage page(Visit visit, Optional<Form> make) {
    List<JsonNode> all = visit.ask().get(API).tree().required("operators").valueStream().toList();
    Map<String, JsonNode> logins = logins(visit);
    List<List<Cell>> rows = all.stream().map(each -> line(visit, each, logins)).toList();
    return new PeoplePage(
        figures(visit, all, logins),
        Table.of(
            "People",
            COLUMNS,
            rows,
            EmptyState.of("Nobody yet", "The first start makes an admin, who takes others in.")
                .typed("weir operators create Ada --role finops")),
        make);
  }

  private static List<Figure> figures(
      Visit visit, List<JsonNode> all, Map<String, JsonNode> logins) {
    long in = all.stream().filter(each -> isIn(each, visit.now())).count();
    long admins =
        all.stream()
            .filter(each -> isIn(each, visit.now()))
            .filter(each -> each.required("role").asText().equals("admin"))
            .count();
    return List.of(
        Figure.of("People", Amount.count(in))
            .noted("%d were taken out".formatted(all.size() - in), Tone.PLAIN)
            .from(Rows.of("Everybody there ever was", API)),
        Figure.of("Of them admins", Amount.count(admins))
            .noted(
                admins == 1 ? "if that one is lost, nobody makes another" : "may do everything",
                admins == 1 ? Tone.WARN : Tone.PLAIN),
        Figure.of("Logins", Amount.count(logins.size()))
            .noted("a name and a password", Tone.PLAIN)
            .from(Rows.of("Logins", "/api/v1/logins")));
  }

  private static List<Cell> line(Visit visit, JsonNode person, Map<String, JsonNode> logins) {
    String id = person.required("id").asText();
    return List.of(
        Cell.of(person.required("name").asText()).opening(visit.to(one(id))),
        Cell.of(person.required("role").asText()),
        Cell.of(RemitForm.of(person)),
        state(person, visit.now()),
        Cell.of(waysIn(person, Optional.ofNullable(logins.get(id)))),
        Cell.of(Moment.of(Instant.parse(person.required("created").asText()))));
  }

  private static boolean isIn(JsonNode person, Instant now) {
    return !person.hasNonNull("revoked")
        && !(person.hasNonNull("expires")
            && !now.isBefore(Instant.parse(person.get("expires").asText())));
  }

  static Cell state(JsonNode person, Instant now) {
    if (person.hasNonNull("revoked")) {
      return Cell.of("taken out", Tone.QUIET);
    }
    return isIn(person, now) ? Cell.of("active", Tone.GOOD) : Cell.of("expired", Tone.QUIET);
  }

  private static String waysIn(JsonNode person, Optional<JsonNode> login) {
    List<String> ways = new ArrayList<>();
    login.ifPresent(it -> {
      String name = it.required("login").asText();
      ways.add(it.required("disabled").asBoolean() ? name + " (disabled)" : name);
    });
    if (person.required("key").asBoolean()) {
      ways.add("personal key");
    }
    return ways.isEmpty() ? "–" : String.join(", ", ways);
  }
}
