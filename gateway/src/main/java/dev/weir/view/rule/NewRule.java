package dev.weir.view.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import java.util.List;

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

  private Story story(Visit visit) {
    Story story =
        Story.of(
            "New " + kind.word(),
            kind == RuleKind.BUDGET
                ? "Money that calls may cost in a window; what was spent in it before counts at"
                    + " once."
                : "How much calls may ask for in a window, or how many may run at once.");
    return visit.ask().may("PUT", kind.api("any"))
        ? story.taking(List.of(new RuleForm(kind).empty()))
        : story.marked(
            List.of(Cell.of("Your role sets and tries no %s".formatted(kind.word()), Tone.WARN)));
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    String name = entered.text(RuleForm.NAME);
    if (name.isEmpty()) {
      String missing = "field '%s' is missing".formatted(RuleForm.NAME);
      return refused(visit, entered, new Refused(400, "invalid", missing));
    }
    return switch (RuleText.read(kind, entered)) {
      case RuleText.Written.Unreadable(Refused why) -> refused(visit, entered, why);
      case RuleText.Written.Rule(ObjectNode body) ->
          entered.text("do").equals(RuleForm.SET)
              ? set(visit, entered, name, body)
              : tried(visit, entered, name, body);
    };
  }

  private Shown tried(Visit visit, Entered entered, String name, ObjectNode body) {
    return switch (DryRun.tried(visit, kind, name, body)) {
      case Answered.Told(var said) ->
          Shown.page(story(visit).beginning(DryRun.chapters(kind, said)), entered);
      case Refused why -> refused(visit, entered, why);
    };
  }

  private Shown set(Visit visit, Entered entered, String name, ObjectNode body) {
    String question =
        kind.api(name) + "?expected_version=0&why=" + Entered.encoded(entered.text("why"));
    return switch (visit.ask().send("PUT", question, body)) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link(name, visit.to(kind.page(name))));
      case Refused why -> refused(visit, entered, why);
    };
  }

  private Shown refused(Visit visit, Entered entered, Refused why) {
    return Shown.again(why, story(visit), entered, RuleForm.about(why));
  }
}
