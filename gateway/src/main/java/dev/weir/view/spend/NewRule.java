package dev.weir.view.spend;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.console.Answered;
import dev.weir.view.console.Answered.Refused;
import dev.weir.view.console.Entered;
import dev.weir.view.console.Page;
import dev.weir.view.console.Place;
import dev.weir.view.console.Shown;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Link;

/// Makes a budget or a limit, after it was tried on the past.
public final class NewRule implements Page {
  private final RuleKind kind;

  private NewRule(RuleKind kind) {
    this.kind = kind;
  }

  public static NewRule budget() {
    return new NewRule(RuleKind.BUDGET);
  }

  public static NewRule limit() {
    return new NewRule(RuleKind.LIMIT);
  }

  @Override
  public Place place() {
    return Place.behind(kind.maker(), "New " + kind.word(), kind.api());
  }

  private Sheet sheet() {
    return Sheet.of(
        "New " + kind.word(),
        kind == RuleKind.BUDGET
            ? "Money that calls may cost in a window; what was spent in it before counts at once."
            : "How much calls may ask for in a window, or how many may run at once.");
  }

  @Override
  public Shown open(Visit visit) {
    RuleForm form = RuleForm.of(kind, JsonNodeFactory.instance.objectNode());
    return sheet().and(form.form(true, maySet(visit))).shown();
  }

  private boolean maySet(Visit visit) {
    return visit.ask().may("PUT", kind.api("any"));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    RuleForm form = RuleForm.of(kind, entered);
    String name = entered.text(RuleForm.NAME);
    if (name.isEmpty()) {
      String missing = "field '%s' is missing".formatted(RuleForm.NAME);
      return refused(visit, form, new Refused(400, "invalid", missing));
    }
    return switch (RuleText.read(kind, entered)) {
      case RuleText.Written.Unreadable(Refused why) -> refused(visit, form, why);
      case RuleText.Written.Rule(ObjectNode body) ->
          entered.text("do").equals(RuleForm.SET)
              ? set(visit, form, new Made(name, entered.text("why"), body))
              : tried(visit, form, name, body);
    };
  }

  private record Made(String name, String why, ObjectNode body) {}

  private Shown tried(Visit visit, RuleForm form, String name, ObjectNode body) {
    return switch (DryRun.tried(visit, kind, name, body)) {
      case Answered.Told(var said) ->
          DryRun.before(sheet(), kind, said).and(form.form(true, maySet(visit))).shown();
      case Refused why -> refused(visit, form, why);
    };
  }

  private Shown set(Visit visit, RuleForm form, Made made) {
    String question = kind.api(made.name) + "?expected_version=0&why=" + Entered.encoded(made.why);
    return switch (visit.ask().send("PUT", question, made.body)) {
      case Answered.Told _ ->
          new Shown.Elsewhere(new Link(made.name, visit.to(kind.page(made.name))));
      case Refused why -> refused(visit, form, why);
    };
  }

  private Shown refused(Visit visit, RuleForm form, Refused why) {
    return sheet().and(form.refused(why).form(true, maySet(visit))).again(why);
  }
}
