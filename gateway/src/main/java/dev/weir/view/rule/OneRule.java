package dev.weir.view.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A budget or a limit: how it stands, and everything that can be done with it.
public final class OneRule implements Page {
  private static final String RETIRE = "retire";

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
    return Shown.page(story(visit));
  }

  private Story story(Visit visit) {
    JsonNode rule = visit.ask().get(kind.api(visit.named("id"))).tree();
    JsonNode definition = rule.required("definition");
    String id = rule.required("id").asText();
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(
        Chapter.of("standing", "How it stands", "")
            .listing(Standings.table(kind, List.of(rule), visit, false)));
    String history = "/api/v1/history/%s/%s".formatted(kind.word(), Entered.encoded(id));
    if (visit.ask().get(history) instanceof Answered.Told(JsonNode said)) {
      chapters.add(Chapter.of("versions", "Versions", "").listing(versions(said)));
    }
    return Story.of(Cells.text(definition, "name").orElse(id), lead(definition, id))
        .telling(chapters)
        .taking(forms(visit, rule, id));
  }

  private String lead(JsonNode definition, String id) {
    String calls = RuleText.conditions(definition).collect(Collectors.joining("; "));
    String per = Cells.text(definition, "per").map(tag -> ", apart for each " + tag).orElse("");
    return "%s %s: calls with %s%s."
        .formatted(kind.title(), id, calls.isEmpty() ? "any tags" : calls, per);
  }

  private List<Form> forms(Visit visit, JsonNode rule, String id) {
    List<Form> forms = new ArrayList<>();
    if (visit.ask().may("PUT", kind.api(id))) {
      forms.add(new RuleForm(kind).of(rule));
    }
    if (kind == RuleKind.BUDGET && visit.ask().may("POST", kind.api(id) + "/raise")) {
      forms.add(Raise.form(rule));
    }
    if (visit.ask().may("DELETE", kind.api(id))) {
      forms.add(retire(rule));
    }
    return forms;
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
                    Cells.moment(version, "at"),
                    Cells.word(version, "who"),
                    Cells.word(version, "why")))
            .toList(),
        EmptyState.of("No version yet", "Each change is one."));
  }

  private static FormField text(String name, String label) {
    return FormField.of(name, label, "text");
  }

  private Form retire(JsonNode rule) {
    return Form.of(
            RETIRE,
            "End this " + kind.word(),
            kind == RuleKind.BUDGET
                ? "It stops and counts no call from then on; its raises end with it."
                : "It stops and counts no call from then on.",
            List.of(RuleForm.version(rule), text("why", "Why").hinted("For the audit trail.")))
        .forGood();
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    return switch (entered.text("do")) {
      case Raise.RAISE -> done(visit, entered, raised(visit, entered));
      case Raise.TRY ->
          written(visit, entered, raise(visit, entered), body -> tried(visit, entered, body));
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
    return written(visit, entered, RuleText.read(kind, entered), then);
  }

  private Shown written(Visit visit, Entered entered, RuleText.Written written, Then then) {
    return switch (written) {
      case RuleText.Written.Rule(ObjectNode body) -> then.with(body);
      case RuleText.Written.Unreadable(Refused why) -> again(visit, entered, why);
    };
  }

  private Answered set(Visit visit, Entered entered, ObjectNode body) {
    return visit.ask().send("PUT", kind.api(visit.named("id")) + asked(entered), body);
  }

  private static String asked(Entered entered) {
    return Entered.NOTHING
        .with(RuleForm.VERSION, entered.text(RuleForm.VERSION))
        .with("why", entered.text("why"))
        .after("");
  }

  private Answered raised(Visit visit, Entered entered) {
    return visit.ask().send("POST", kind.api(visit.named("id")) + "/raise", Raise.order(entered));
  }

  private RuleText.Written raise(Visit visit, Entered entered) {
    return Raise.raised(visit.ask().get(kind.api(visit.named("id"))).tree(), entered);
  }

  private Shown retired(Visit visit, Entered entered) {
    String question = kind.api(visit.named("id")) + asked(entered);
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
      case Answered.Told(JsonNode said) ->
          Shown.page(story(visit).beginning(DryRun.chapters(kind, said)), entered);
      case Refused why -> again(visit, entered, why);
    };
  }

  private Shown again(Visit visit, Entered entered, Refused why) {
    return Shown.again(why, story(visit), entered, RuleForm.about(why));
  }
}
