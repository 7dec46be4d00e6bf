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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// All keys: whose each is, whether it works, what it was used for.
public final class Keys implements Page {
  static final String API = "/api/v1/keys";
  private static final String PATH = "/keys";
  private static final String MAKE = "make";
  private static final int SHOWN_MAX = 500;
  private static final List<FormField.Option> STATES =
      List.of(
          new FormField.Option("", "any"),
          new FormField.Option("active", "active"),
          new FormField.Option("expired", "expired"),
          new FormField.Option("revoked", "revoked"));

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("Key"),
          Column.text("Use case"),
          Column.text("State"),
          Column.number("Calls"),
          Column.number("Cost", "USD"),
          Column.text("Last used"),
          Column.text("Other tags"),
          Column.text("Expires"));

  @Override
  public Place place() {
    return Place.in(Section.DESK, PATH, "Keys", API);
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page("Keys", "desk/keys.jte", page(visit, make(visit)));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    String question = API + "?why=" + Entered.encoded(form.text("why"));
    return switch (visit.ask().send("POST", question, KeyForm.settings(form))) {
      case Answered.Told(var tree) ->
          new Shown.Written(
              201,
              "The new key",
              "desk/issued.jte",
              issued(visit, tree, "The key " + form.text("name")));
      case Answered.Refused why ->
          Shown.again(
              why,
              "Keys",
              "desk/keys.jte",
              page(
                  visit,
                  make(visit).map(it -> it.holding(form::text).refused(why::of, why.message()))));
    };
  }

  static IssuedPage issued(Visit visit, JsonNode told, String title) {
    return new IssuedPage(
        title,
        "An application calls Weir with it, in place of its provider's key.",
        told.required("secret").asText(),
        """
        curl https://weir.example.org/v1/chat/completions \\
          -H "Authorization: Bearer $WEIR_KEY" \\
          -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}'
        """
            .strip(),
        new Link("To the key", visit.to(one(told.required("id").asText()))));
  }

  /// Where a key has its page.
  static String one(String id) {
    return PATH + "/" + Entered.encoded(id);
  }

  /// Whoever makes keys has the form.
  private static Optional<Form> make(Visit visit) {
    if (!visit.ask().may("POST", API)) {
      return Optional.empty();
    }
    List<FormField> fields = new ArrayList<>(KeyForm.of(visit.ask()).empty());
    fields.add(why());
    return Optional.of(
        Form.of(
            MAKE,
            "Make a key",
            "Its secret is shown once. What its calls may spend is said by budgets on its tags.",
            fields));
  }

  static FormField why() {
    return FormField.of("why", "Why", "text").hinted("For the audit log.");
  }

  private static KeysPage page(Visit visit, Optional<Form> make) {
    List<JsonNode> all = visit.ask().get(API).tree().required("keys").valueStream().toList();
    KeyUse use = KeyUse.ofAll(visit);
    List<JsonNode> found =
        all.stream()
            .filter(key -> isAsked(key, visit.query()))
            .sorted(Comparator.comparing(key -> key.required("name").asText()))
            .toList();
    List<List<Cell>> rows =
        found.stream().limit(SHOWN_MAX).map(key -> line(visit, key, use)).toList();
    String caption =
        rows.size() < found.size()
            ? "The first %d of %d keys; search for others".formatted(rows.size(), found.size())
            : "Keys";
    return new KeysPage(
        figures(visit, all, use),
        search(visit.query()),
        Table.of(caption, COLUMNS, rows, none(all)),
        make);
  }

  private static EmptyState none(List<JsonNode> all) {
    return all.isEmpty()
        ? EmptyState.of(
                "No key yet",
                "A key is what an application calls Weir with; it says whose the calls are.")
            .typed("weir keys create support-bot --tag use_case=support --why \"pilot\"")
        : EmptyState.of("No such key", "No key has this in its name, id or tags, and this state.");
  }

  private static List<FormField> search(Entered query) {
    return List.of(
        FormField.of("q", "Name, id or tag", "text").holding(query.text("q")),
        FormField.choice("state", "State", STATES).holding(query.text("state")));
  }

  private static boolean isAsked(JsonNode key, Entered query) {
    String text =
        "%s %s %s"
            .formatted(
                key.required("name").asText(),
                key.required("id").asText(),
                Texts.members(key.required("fixed_tags")).values());
    return text.toLowerCase(Locale.ROOT).contains(query.text("q").toLowerCase(Locale.ROOT))
        && query.find("state").filter(it -> !it.equals(key.required("status").asText())).isEmpty();
  }

  private static List<Figure> figures(Visit visit, List<JsonNode> all, KeyUse use) {
    List<JsonNode> active =
        all.stream().filter(key -> key.required("status").asText().equals("active")).toList();
    long idle =
        active.stream()
            .filter(key -> !use.latest().containsKey(key.required("id").asText()))
            .count();
    return List.of(
        Figure.of("Active keys", Amount.count(active.size()))
            .noted("of %d there ever were".formatted(all.size()), Tone.PLAIN)
            .from(Rows.of("All keys", API)),
        Figure.of("Active, but not used", Amount.count(idle))
            .noted(
                "in the last %d days".formatted(KeyUse.DAYS), idle == 0 ? Tone.PLAIN : Tone.WARN),
        Figure.of("Cost of their calls", use.cost())
            .is(use.status())
            .from(new Link("Cost by key", Rows.spend(visit.period(), "key"))),
        Figure.of("Calls", use.calls())
            .from(Rows.of("Calls by key", visit.period().report("key"))));
  }

  private static List<Cell> line(Visit visit, JsonNode key, KeyUse use) {
    String id = key.required("id").asText();
    String spent = Rows.spend(visit.period(), "model", "key=" + id);
    String others =
        Texts.members(key.required("fixed_tags")).entrySet().stream()
            .filter(tag -> !tag.getKey().equals("use_case"))
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return List.of(
        Cell.of(key.required("name").asText()).opening(visit.to(one(id))),
        Cell.of(key.required("fixed_tags").path("use_case").asText("callers say it")),
        state(key),
        Cell.of(use.calls(id)).opening(spent),
        Cell.of(use.cost(id)).opening(spent),
        use.lastUsed(id),
        Cell.of(others.isEmpty() ? "–" : others),
        moment(key, "expires", "never"));
  }

  static Cell state(JsonNode key) {
    String state = key.required("status").asText();
    return Cell.of(state, state.equals("active") ? Tone.GOOD : Tone.QUIET);
  }

  static Cell moment(JsonNode thing, String field, String otherwise) {
    return thing.hasNonNull(field)
        ? Cell.of(Moment.of(Instant.parse(thing.get(field).asText())))
        : Cell.of(otherwise);
  }
}
