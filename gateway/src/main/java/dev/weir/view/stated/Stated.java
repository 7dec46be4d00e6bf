package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.entry.Document;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The page of one thing that is stated: what is in force, and the forms that change it.
public final class Stated implements Page {
  private static final String TEMPLATE = "console/story.jte";

  private final Statement statement;

  private Stated(Statement statement) {
    this.statement = statement;
  }

  /// What an outcome of a use case is, and what it is worth.
  public static Stated outcome() {
    return new Stated(new OutcomeSaid());
  }

  /// What the work of a use case took before AI, or how that is being measured.
  public static Stated baseline() {
    return new Stated(new BaselineSaid());
  }

  /// Who may use a use case.
  public static Stated roster() {
    return new Stated(new RosterSaid());
  }

  /// What is assumed of a use case, and what to measure next.
  public static Stated opportunity() {
    return new Stated(new OpportunitySaid());
  }

  /// Who may call for a use case.
  public static Stated rollout() {
    return new Stated(new RolloutSaid());
  }

  /// What an hour of somebody's work costs.
  public static Stated rateCard() {
    return new Stated(new RateCardSaid());
  }

  /// What holds for all use cases.
  public static Stated portfolioPolicy() {
    return new Stated(new PortfolioPolicySaid());
  }

  /// What reviews judge by.
  public static Stated reviewPolicy() {
    return new Stated(new ReviewPolicySaid());
  }

  @Override
  public Place place() {
    return statement.place();
  }

  @Override
  public Shown open(Visit visit) {
    Known known = statement.known(visit);
    return page(statement.story(known), forms(known, statement.acts(known)));
  }

  private static Shown page(Story story, List<Form> forms) {
    return Shown.page(story.title(), TEMPLATE, story.taking(forms));
  }

  /// Where there is nothing yet and one way to state it, its form is seen at once.
  private static List<Form> forms(Known known, List<Act> acts) {
    boolean isOnly = !known.isThere() && acts.size() == 1;
    return acts.stream().map(Act::form).map(form -> isOnly ? form.opened() : form).toList();
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Known known = statement.known(visit);
    List<Act> acts = statement.acts(known);
    String does = form.text("do");
    Optional<Act> act = acts.stream().filter(it -> it.form().does().equals(does)).findFirst();
    if (act.isEmpty()) {
      return new Shown.Refusal(unknown(does, acts));
    }
    return switch (act.get().send().apply(form)) {
      case Answered.Told(JsonNode tree) -> done(visit, tree);
      case Refused why -> again(known, acts, act.get().document(), form, why);
    };
  }

  private static Refused unknown(String does, List<Act> acts) {
    return acts.isEmpty()
        ? new Refused(
            403, "role_missing", "field 'do' is none of yours here, was '%s'".formatted(does))
        : new Refused(
            400,
            "invalid",
            "field 'do' is one of %s, was '%s'"
                .formatted(
                    acts.stream().map(it -> it.form().does()).collect(Collectors.joining(", ")),
                    does));
  }

  /// What the API warns of stands on the page that answers; otherwise the page is read anew.
  private Shown done(Visit visit, JsonNode tree) {
    List<Cell> warnings = new ArrayList<>();
    tree.path("warnings").forEach(it -> warnings.add(Cell.of(it.asText(), Tone.WARN)));
    Known known = statement.known(visit);
    return warnings.isEmpty()
        ? new Shown.Elsewhere(known.to("It", place().path().replace("{id}", "%s")))
        : page(statement.story(known).marked(warnings), forms(known, statement.acts(known)));
  }

  private Shown again(Known known, List<Act> acts, Document document, Entered form, Refused why) {
    Optional<String> field = document.field(why, form);
    List<Form> forms =
        Form.again(
            forms(known, acts),
            form.text("do"),
            form::text,
            name -> why.of(name).or(() -> field.filter(name::equals).map(_ -> why.message())),
            why.message());
    Story story = statement.story(known);
    return Shown.again(why, story.title(), TEMPLATE, story.taking(forms));
  }
}
