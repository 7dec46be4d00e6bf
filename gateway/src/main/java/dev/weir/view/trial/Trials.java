package dev.weir.view.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.Ended;
import dev.weir.view.glance.HowFar;
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
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Every hypothesis and experiment by their common name: how many units there are, how long it
/// takes, whether it may be ended, whether the split is sound.
public final class Trials implements Page {
  static final String PATH = "/experiments";
  static final String HYPOTHESES = "/api/v1/hypotheses";
  static final String EXPERIMENTS = "/api/v1/experiments";

  private static final Cell UNKNOWN = Cell.of("–");

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, "Experiments", EXPERIMENTS);
  }

  /// What is known by one name.
  private record Trial(String name, Optional<JsonNode> claimed, Optional<JsonNode> tried) {
    boolean isStarted() {
      return claimed.filter(it -> it.path("state").asText().equals("started")).isPresent();
    }

    String useCase() {
      return claimed
          .map(it -> it.required("use_case").asText())
          .or(() -> tried.map(it -> it.required("definition").required("use_case").asText()))
          .orElse("–");
    }
  }

  @Override
  public Shown open(Visit visit) {
    List<Trial> trials = trials(visit);
    List<List<Cell>> rows = new ArrayList<>();
    int readouts = 0;
    for (Trial trial : trials) {
      boolean isRead = trial.isStarted() && readouts < HowFar.READOUTS;
      readouts += isRead ? 1 : 0;
      rows.add(row(visit, trial, isRead));
    }
    return Shown.page(
        place().title(),
        "trial/trials.jte",
        new TrialsPage(figures(trials), table(rows), visit.ask().may("PUT", HYPOTHESES + "/new")));
  }

  private static List<Trial> trials(Visit visit) {
    Map<String, JsonNode> claimed = new TreeMap<>();
    Map<String, JsonNode> tried = new TreeMap<>();
    for (JsonNode each : visit.ask().get(HYPOTHESES).tree().required("hypotheses")) {
      claimed.put(each.required("name").asText(), each);
    }
    for (JsonNode each : visit.ask().get(EXPERIMENTS).tree().required("experiments")) {
      tried.put(each.required("id").asText(), each);
    }
    Map<String, Trial> all = new TreeMap<>();
    claimed.keySet().forEach(name -> all.put(name, trial(name, claimed, tried)));
    tried.keySet().forEach(name -> all.put(name, trial(name, claimed, tried)));
    return all.values().stream()
        .sorted(Comparator.comparing((Trial trial) -> !trial.isStarted()))
        .toList();
  }

  private static Trial trial(
      String name, Map<String, JsonNode> claimed, Map<String, JsonNode> tried) {
    return new Trial(
        name, Optional.ofNullable(claimed.get(name)), Optional.ofNullable(tried.get(name)));
  }

  private static List<Figure> figures(List<Trial> trials) {
    long started = trials.stream().filter(Trial::isStarted).count();
    long running =
        trials.stream()
            .filter(it -> it.tried.filter(node -> node.path("running").asBoolean()).isPresent())
            .count();
    return List.of(
        Figure.of("Hypotheses that count now", Amount.count(started))
            .from(Rows.of("Every hypothesis", HYPOTHESES)),
        Figure.of("Experiments that draw arms now", Amount.count(running))
            .from(Rows.of("Every experiment", EXPERIMENTS)));
  }

  private static Table table(List<List<Cell>> rows) {
    return Table.of(
        "Trials, those that count first",
        List.of(
            Column.text("Name"),
            Column.text("Use case"),
            Column.text("Hypothesis"),
            Column.text("Experiment"),
            Column.number("Smallest arm", "units"),
            Column.number("Still", "weeks"),
            Column.text("Until"),
            Column.text("May end"),
            Column.text("Split"),
            Column.text("Says")),
        rows,
        EmptyState.of(
                "No experiment yet",
                "A hypothesis says before the start what an experiment is to show, how large an"
                    + " effect matters, and when one may look.")
            .opening(new Link("Register a hypothesis", Registering.PATH)));
  }

  private static List<Cell> row(Visit visit, Trial trial, boolean isRead) {
    HowFar far = isRead ? HowFar.of(visit.ask(), trial.name) : HowFar.NOT_READ;
    return List.of(
        Cell.of(trial.name).opening(visit.to(PATH + "/" + Entered.encoded(trial.name))),
        Cell.of(trial.useCase()),
        trial.claimed.map(it -> Ended.state(it.required("state").asText())).orElse(none()),
        trial
            .tried
            .map(it -> Ended.state(it.path("definition").path("state").asText("draft")))
            .orElse(none()),
        far.smallest(),
        far.weeks(),
        trial.claimed.map(it -> Cell.of(Numeral.day(it, "until"))).orElse(UNKNOWN),
        far.mayEnd(),
        far.split(),
        far.says());
  }

  private static Cell none() {
    return Cell.of("none", Tone.QUIET);
  }
}
