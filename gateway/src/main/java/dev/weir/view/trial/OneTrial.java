package dev.weir.view.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.glance.Ended;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answered.Told;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Versions;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.trial.TrialPage.Act;
import dev.weir.view.trial.TrialPage.Arming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trial from its registration to its readout, and the steps that its reader may take.
public final class OneTrial implements Page {
  private static final String TEMPLATE = "trial/trial.jte";
  private static final int MISSING = 404;
  private static final String DROP = "drop";
  private static final String REMOVE = "remove";

  @Override
  public Place place() {
    return Place.behind(Trials.PATH + "/{id}", "Experiment", Trials.EXPERIMENTS);
  }

  /// What is known by the name.
  private record Known(String name, Optional<JsonNode> claimed, Optional<JsonNode> tried) {
    String hypothesis() {
      return Trials.HYPOTHESES + "/" + Entered.encoded(name);
    }

    String experiment() {
      return Trials.EXPERIMENTS + "/" + Entered.encoded(name);
    }

    boolean isGone() {
      return claimed.isEmpty() && tried.isEmpty();
    }

    /// In force; otherwise what is registered, of which an experiment can be made.
    JsonNode definition() {
      return tried
          .map(it -> it.required("definition"))
          .or(() -> claimed.map(it -> drawn(it.required("registration"))))
          .orElseThrow();
    }

    private static JsonNode drawn(JsonNode registration) {
      ObjectNode drawn = JsonNodeFactory.instance.objectNode();
      for (String field : List.of("use_case", "unit", "arms")) {
        Optional.ofNullable(registration.get(field)).ifPresent(it -> drawn.set(field, it));
      }
      return drawn;
    }

    String state() {
      return tried.map(it -> it.path("definition").path("state").asText("draft")).orElse("");
    }
  }

  @Override
  public Shown open(Visit visit) {
    return shown(visit, Entered.NOTHING, Optional.empty());
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    Known known = known(visit);
    return switch (sent(visit, known, form)) {
      case Told _ when known(visit).isGone() ->
          new Shown.Elsewhere(new Link("Experiments", visit.to(Trials.PATH)));
      case Told _ ->
          new Shown.Elsewhere(
              new Link("The trial", visit.to(Trials.PATH + "/" + Entered.encoded(known.name))));
      case Refused why -> shown(visit, form, Optional.of(why));
    };
  }

  private static Answered sent(Visit visit, Known known, Entered form) {
    String does = form.text("do");
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return switch (does) {
      case "start", "stop" ->
          visit.ask().send("POST", changed(known, known.hypothesis() + "/" + does, form), nothing);
      case DROP -> visit.ask().send("DELETE", changed(known, known.hypothesis(), form), nothing);
      case REMOVE -> visit.ask().send("DELETE", changed(known, known.experiment(), form), nothing);
      case "run" -> put(visit, known, form, state(known, "running"));
      case "halt" -> put(visit, known, form, state(known, "stopped"));
      case "arm" ->
          put(
              visit,
              known,
              form,
              new ArmsForm(known.definition(), form, Optional.empty()).body("draft"));
      default ->
          new Refused(
              400,
              "invalid",
              "field 'do' is one of [start, stop, drop, run, halt, remove, arm], was '%s'"
                  .formatted(does));
    };
  }

  private static ObjectNode state(Known known, String state) {
    return ((ObjectNode) known.definition().deepCopy()).put("state", state);
  }

  private static Answered put(Visit visit, Known known, Entered form, ObjectNode body) {
    return visit.ask().send("PUT", changed(known, known.experiment(), form), body);
  }

  private static String changed(Known known, String path, Entered form) {
    return Versions.change(path, known.name, form);
  }

  private static Known known(Visit visit) {
    String name = visit.named("id");
    Optional<JsonNode> claimed = found(visit, Trials.HYPOTHESES + "/" + Entered.encoded(name));
    Optional<JsonNode> tried = found(visit, Trials.EXPERIMENTS + "/" + Entered.encoded(name));
    return new Known(name, claimed, tried);
  }

  /// Empty where there is none of the name.
  private static Optional<JsonNode> found(Visit visit, String question) {
    Answered answer = visit.ask().get(question);
    return switch (answer) {
      case Refused why when why.status() == MISSING -> Optional.empty();
      case Told _, Refused _ -> Optional.of(answer.tree());
    };
  }

  private static Shown shown(Visit visit, Entered form, Optional<Refused> why) {
    Known known = known(visit);
    if (known.isGone()) {
      return new Shown.Refusal(
          new Refused(
              MISSING,
              "missing",
              "there is no experiment and no hypothesis '%s'".formatted(known.name)));
    }
    Answered readout = visit.ask().get(Readings.question(known.name));
    Optional<Readings> readings =
        readout instanceof Told(JsonNode tree) ? Optional.of(Readings.of(tree)) : Optional.empty();
    TrialPage page =
        new TrialPage(
            known.name,
            known.claimed.map(it -> it.path("registration").path("hypothesis").asText()),
            figures(known, readout),
            registration(known),
            arms(visit, known),
            readings,
            readout instanceof Refused refused ? Optional.of(refused.message()) : Optional.empty(),
            acts(visit, known, form),
            arming(visit, known, form, why),
            why.filter(it -> it.field().filter(ArmsForm.NAMES::contains).isEmpty())
                .map(Refused::message));
    return why.map(it -> Shown.again(it, known.name, TEMPLATE, page))
        .orElseGet(() -> Shown.page(known.name, TEMPLATE, page));
  }

  private static List<Figure> figures(Known known, Answered readout) {
    List<Figure> figures = new ArrayList<>();
    known.claimed.ifPresent(it -> {
      Link rows = Rows.of("The registration", known.hypothesis());
      figures.add(
          Figure.of(
                  "Planned units of each arm",
                  Amount.count(Answers.number(it.required("registration"), "units_per_arm")))
              .noted(
                  "hypothesis %s, until %s"
                      .formatted(it.required("state").asText(), Numeral.day(it, "until")),
                  Tone.PLAIN)
              .from(rows));
    });
    if (readout instanceof Told(JsonNode tree)) {
      JsonNode first = tree.required("comparisons").path(0);
      Link rows = Rows.of("The readout", Readings.question(known.name));
      figures.add(
          Figure.of("Units still needed", Amount.count(Answers.number(first, "units_needed")))
              .noted("of each arm", Tone.PLAIN)
              .from(rows));
      figures.add(
          Figure.of(
                  "Claimable a month", Amount.usd(Answers.number(first, "claimable_usd_per_month")))
              .proven(tree.required("evidence").asText())
              .from(rows));
    }
    return figures;
  }

  private static Table registration(Known known) {
    List<List<Cell>> rows = new ArrayList<>();
    known.claimed.ifPresent(it -> {
      for (Map.Entry<String, JsonNode> field : it.required("registration").properties()) {
        rows.add(
            List.of(
                Cell.of(field.getKey().replace('_', ' ')),
                Cell.of(Numeral.said(field.getValue()))));
      }
      rows.add(List.of(Cell.of("hash"), Cell.of(it.required("hash").asText())));
    });
    return Table.of(
        "What is registered",
        List.of(Column.text("Field"), Column.text("Value")),
        rows,
        EmptyState.of(
                "No hypothesis is registered",
                "Without one the experiment does not run, and nothing that it comes to can be"
                    + " read.")
            .opening(new Link("Register a hypothesis", Registering.PATH)));
  }

  private static Table arms(Visit visit, Known known) {
    List<List<Cell>> rows = new ArrayList<>();
    if (known.tried.isPresent()) {
      JsonNode exposures = visit.ask().get(known.experiment() + "/exposures").tree();
      String question = Rows.path(known.experiment() + "/exposures");
      for (JsonNode arm : exposures.required("arms")) {
        rows.add(
            List.of(
                Cell.of(arm.required("arm").asText()),
                Numeral.count(arm, "weight"),
                Numeral.count(arm, "units").opening(question),
                Numeral.moment(arm, "first"),
                Numeral.count(arm, "calls").opening(question),
                Numeral.count(arm, "refused").opening(question),
                Numeral.usd(arm, "cost_usd").opening(question)));
      }
    }
    return Table.of(
        "Arms and exposure",
        List.of(
            Column.text("Arm"),
            Column.number("Weight"),
            Column.number("Units"),
            Column.text("First exposed"),
            Column.number("Calls"),
            Column.number("Refused"),
            Column.number("Cost", "USD")),
        rows,
        EmptyState.of(
            "No experiment draws arms",
            "The gateway draws an arm for each unit once what the arms do is said below and it"
                + " runs. A design without arms needs none."));
  }

  private static List<Act> acts(Visit visit, Known known, Entered form) {
    List<Act> acts = new ArrayList<>();
    String claim = known.claimed.map(it -> it.required("state").asText()).orElse("");
    FormField claimed = Versions.of(known.name, known.claimed);
    FormField tried = Versions.of(known.name, known.tried);
    boolean mayClaim = visit.ask().may("POST", known.hypothesis() + "/start");
    boolean mayTry = visit.ask().may("PUT", known.experiment());
    if (claim.equals("registered") && mayClaim) {
      acts.add(
          act(
              "start",
              "Start the hypothesis",
              "From now on exposures count, and nothing of it changes.",
              form,
              claimed));
    }
    if (known.state().equals("draft") && mayTry) {
      acts.add(
          act(
              "run",
              "Run the experiment",
              "Arms are drawn from the next call on; it can then only be stopped.",
              form,
              tried));
    }
    if (claim.equals("registered") && known.tried.isEmpty() && mayClaim) {
      acts.add(
          act(
              DROP,
              "Take the hypothesis back",
              "It is out of the list, as it has not started; its versions stay in the audit log.",
              form,
              claimed));
    }
    if (known.state().equals("draft") && mayTry) {
      acts.add(
          act(
              REMOVE,
              "Take the experiment out",
              "It is out of the list; its versions stay in the audit log.",
              form,
              tried));
    }
    if (claim.equals("started") && mayClaim) {
      acts.add(
          act(
              "stop",
              "Stop the hypothesis",
              "From now on nothing counts, for good.",
              form,
              claimed));
    }
    if (known.state().equals("running") && mayTry) {
      acts.add(
          act(
              "halt",
              "Stop the experiment",
              "Calls go as they are asked again, for good.",
              form,
              tried));
    }
    return acts;
  }

  private static Act act(
      String code, String text, String consequence, Entered form, FormField versions) {
    boolean isOwn = form.text("do").equals(code);
    return new Act(
        code,
        text,
        consequence,
        List.of(
            FormField.of("why", "Why, for the audit trail", "text")
                .holding(isOwn ? form.text("why") : ""),
            versions));
  }

  /// While nothing was drawn.
  private static Optional<Arming> arming(
      Visit visit, Known known, Entered form, Optional<Refused> why) {
    boolean canBe = known.tried.isEmpty() || known.state().equals("draft");
    boolean hasArms = known.definition().path("arms").size() > 1;
    if (!canBe || !hasArms || !visit.ask().may("PUT", known.experiment())) {
      return Optional.empty();
    }
    boolean isOwn = form.text("do").equals("arm");
    ArmsForm arms =
        new ArmsForm(
            known.definition(), isOwn ? form : Entered.NOTHING, isOwn ? why : Optional.empty());
    Cell state =
        known.state().isEmpty() ? Cell.of("none yet", Tone.QUIET) : Ended.state(known.state());
    FormField versions = Versions.of(known.name, known.tried);
    List<FormField> fields = new ArrayList<>(arms.fields());
    fields.add(isOwn ? versions.holding(form.text(Versions.FIELD)) : versions);
    return Optional.of(new Arming(state, fields, arms.arms()));
  }
}
