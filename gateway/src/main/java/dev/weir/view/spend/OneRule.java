package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.spend.OneForm.Sent;
import dev.weir.view.spend.Sheet.Button;
import dev.weir.view.spend.Sheet.Part;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A budget or a limit: how it stands, and everything that can be done with it.
public final class OneRule implements Page {
  private static final String RAISE = "raise";
  private static final String RETIRE = "retire";
  private static final String WHY = "-why";
  private static final String VERSION = "expected_version";

  private final RuleKind kind;

  private OneRule(RuleKind kind) {
    this.kind = kind;
  }

  public static OneRule budget() {
    return new OneRule(RuleKind.BUDGET);
  }

  public static OneRule limit() {
    return new OneRule(RuleKind.LIMIT);
  }

  @Override
  public Place place() {
    return Place.behind(kind.pages(), kind.title(), kind.api());
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode rule = rule(visit);
    return forms(visit, head(visit, rule), rule, Optional.empty()).shown();
  }

  private JsonNode rule(Visit visit) {
    return visit.ask().get(kind.api(visit.named("id"))).tree();
  }

  private Sheet head(Visit visit, JsonNode rule) {
    JsonNode definition = rule.required("definition");
    String id = rule.required("id").asText();
    String title = Told.text(definition, "name").orElse(id);
    return Sheet.of(title, lead(definition, id))
        .and(
            new Part.Listing(
                "How it stands", "", Standings.table(kind, List.of(rule), visit, false)));
  }

  private String lead(JsonNode definition, String id) {
    String calls = RuleText.conditions(definition).collect(Collectors.joining("; "));
    String per = Told.text(definition, "per").map(tag -> ", apart for each " + tag).orElse("");
    return "%s %s: calls with %s%s."
        .formatted(kind.title(), id, calls.isEmpty() ? "any tags" : calls, per);
  }

  /// @param sent empty = nothing was
  private Sheet forms(Visit visit, Sheet sheet, JsonNode rule, Optional<Sent> sent) {
    String id = rule.required("id").asText();
    boolean maySet = visit.ask().may("PUT", kind.api(id));
    Optional<Sent> change =
        sent.filter(it -> !it.form().equals(RAISE) && !it.form().equals(RETIRE));
    RuleForm form =
        change
            .map(it -> RuleForm.of(kind, it.entered()).refused(it.why()))
            .orElse(RuleForm.of(kind, rule.required("definition")));
    return rest(visit, sheet.and(versioned(form.form(false, maySet), rule)), rule, sent);
  }

  private static Part.Form versioned(Part.Form form, JsonNode rule) {
    return form.keeping(VERSION, rule.required("version").asText());
  }

  /// What comes below the form that changes it.
  private Sheet rest(Visit visit, Sheet sheet, JsonNode rule, Optional<Sent> sent) {
    String id = rule.required("id").asText();
    Sheet all = sheet;
    if (kind == RuleKind.BUDGET && visit.ask().may("POST", kind.api(id) + "/raise")) {
      all = all.and(raise(rule, sent));
    }
    if (visit.ask().may("DELETE", kind.api(id))) {
      all = all.and(versioned(retire(sent), rule));
    }
    return switch (visit
        .ask()
        .get("/api/v1/history/%s/%s".formatted(kind.word(), Entered.encoded(id)))) {
      case Answered.Told(JsonNode said) ->
          all.and(new Part.Listing("Versions", "", versions(said)));
      case Refused _ -> all;
    };
  }

  private static Table versions(JsonNode said) {
    return Table.of(
        "Versions, the latest first",
        List.of(
            Column.number("Version"), Column.text("Since"), Column.text("By"), Column.text("Why")),
        said.required("versions")
            .valueStream()
            .map(version ->
                List.of(
                    Cell.of(version.required("version").asText()),
                    Told.moment(version, "at"),
                    Told.word(version, "who"),
                    Told.word(version, "why")))
            .toList(),
        EmptyState.of("No version yet", "Each change is one."));
  }

  private static Part.Form raise(JsonNode rule, Optional<Sent> sent) {
    OneForm form = OneForm.of(RAISE, sent);
    String apart =
        Told.text(rule.required("definition"), "per")
            .map(tag -> "one value of " + tag)
            .orElse("nothing: it counts all together");
    return form.with(
        "Raise it for a while",
        "More than the limit, until a day; afterwards the limit is as before.",
        List.of(
            form.text("extra_usd", "By", "dollars, or as 100 EUR"),
            form.text("until", "Until", "as 2026-12-01T00:00:00Z"),
            form.text("from", "From", "empty = now"),
            form.text("value", "Only for", apart),
            form.text("why", "Why", "who reads it later wants to know")),
        Button.primary("Raise", RAISE));
  }

  private Part.Form retire(Optional<Sent> sent) {
    OneForm form = OneForm.of(RETIRE, sent);
    return form.with(
        "End it",
        kind == RuleKind.BUDGET
            ? "It stops and counts no call from then on; its raises end with it."
            : "It stops and counts no call from then on.",
        List.of(form.text("why", "Why", "for the audit trail")),
        Button.plain("End this " + kind.word(), RETIRE));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    return switch (entered.text("do")) {
      case RAISE -> done(visit, entered, raised(visit, entered));
      case RETIRE -> retired(visit, entered);
      case RuleForm.SET ->
          read(visit, entered, body -> done(visit, entered, set(visit, entered, body)));
      default -> read(visit, entered, body -> tried(visit, entered, body));
    };
  }

  @FunctionalInterface
  private interface Then {
    Shown with(ObjectNode body);
  }

  private Shown read(Visit visit, Entered entered, Then then) {
    return switch (RuleText.read(kind, entered)) {
      case RuleText.Written.Rule(ObjectNode body) -> then.with(body);
      case RuleText.Written.Unreadable(Refused why) -> again(visit, entered, why);
    };
  }

  private Answered set(Visit visit, Entered entered, ObjectNode body) {
    return visit.ask().send("PUT", kind.api(visit.named("id")) + asked(entered, "why"), body);
  }

  private static String asked(Entered entered, String why) {
    return Entered.NOTHING
        .with(VERSION, entered.text(VERSION))
        .with("why", entered.text(why))
        .after("");
  }

  private Answered raised(Visit visit, Entered entered) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("until", "from", "value", "why")) {
      entered.find(RAISE + "-" + name).ifPresent(text -> body.put(name, text));
    }
    entered
        .find(RAISE + "-extra_usd")
        .ifPresent(text -> body.put(text.matches(".*[A-Za-z].*") ? "extra" : "extra_usd", text));
    return visit.ask().send("POST", kind.api(visit.named("id")) + "/raise", body);
  }

  private Shown retired(Visit visit, Entered entered) {
    String question = kind.api(visit.named("id")) + asked(entered, RETIRE + WHY);
    return switch (visit.ask().send("DELETE", question, JsonNodeFactory.instance.objectNode())) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Budgets", visit.to(Budgets.PATH)));
      case Refused why -> again(visit, entered, why);
    };
  }

  private Shown done(Visit visit, Entered entered, Answered answered) {
    return switch (answered) {
      case Answered.Told _ ->
          new Shown.Elsewhere(new Link(kind.title(), visit.to(kind.page(visit.named("id")))));
      case Refused why -> again(visit, entered, why);
    };
  }

  private Shown tried(Visit visit, Entered entered, ObjectNode body) {
    return switch (DryRun.tried(visit, kind, visit.named("id"), body)) {
      case Answered.Told(JsonNode said) -> {
        JsonNode rule = rule(visit);
        boolean maySet = visit.ask().may("PUT", kind.api(visit.named("id")));
        Part.Form form = versioned(RuleForm.of(kind, entered).form(false, maySet), rule);
        Sheet sheet = DryRun.before(head(visit, rule), kind, said).and(form);
        yield rest(visit, sheet, rule, Optional.empty()).shown();
      }
      case Refused why -> again(visit, entered, why);
    };
  }

  private Shown again(Visit visit, Entered entered, Refused why) {
    JsonNode rule = rule(visit);
    Sent sent = new Sent(entered.text("do"), entered, why);
    return forms(visit, head(visit, rule), rule, Optional.of(sent)).again(why);
  }
}
