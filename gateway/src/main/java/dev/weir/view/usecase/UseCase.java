package dev.weir.view.usecase;

import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The whole life of one use case: what it is and lacks, what it costs and brings, how it moves on.
public final class UseCase implements Page {
  @Override
  public Place place() {
    return Place.behind("/use-cases/{id}", "Use case", UseCaseForm.USE_CASES);
  }

  static String path() {
    return "/use-cases/%s";
  }

  @Override
  public Shown open(Visit visit) {
    Subject subject = Subject.of(visit);
    Line page = new Line(visit.ask().get(subject.about("/api/v1/use-cases/%s")).tree(), "");
    Line costs = subject.ask(subject.inMonth("/api/v1/unit-costs/%s"));
    Line outcomes = subject.ask(subject.inMonth("/api/v1/outcomes/%s/summary"));
    Line readiness = subject.ask(subject.about("/api/v1/use-cases/%s/readiness"));
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(CaseFacts.what(subject, page));
    chapters.add(CaseFacts.readiness(readiness));
    chapters.add(CaseFacts.baseline(subject));
    chapters.add(CaseCosts.months(subject, costs));
    chapters.add(CaseCosts.perOutcome(subject, costs));
    chapters.add(CaseRuns.budgets(subject));
    chapters.add(CaseRuns.models(subject));
    chapters.add(CaseWorth.opportunity(subject));
    chapters.add(CaseWorth.value(subject, outcomes, costs));
    chapters.add(CaseWorth.adoption(subject));
    chapters.add(CaseWorth.quality(subject, outcomes));
    chapters.add(CaseEvents.experiments(subject, costs));
    chapters.add(CaseEvents.gates(subject, page.at("use_case").text("stage")));
    chapters.add(CaseEvents.decisions(subject));
    chapters.add(CaseEvents.history(subject));
    Line written = page.at("use_case");
    String name = written.text("name");
    Story story =
        Story.of(name, written.text("statement"))
            .marked(marks(page, readiness))
            .leadingTo(ways(subject))
            .showing(CaseCosts.figures(subject, costs))
            .telling(chapters);
    return Shown.page(name, "console/story.jte", story);
  }

  private static List<Cell> marks(Line page, Line readiness) {
    Line written = page.at("use_case");
    List<Cell> marks = new ArrayList<>();
    marks.add(Cell.of(written.find("stage").orElse("idea").replace('_', ' '), Tone.QUIET));
    marks.add(Cell.of("for " + written.find("audience").orElse("internal") + " users", Tone.QUIET));
    if (readiness.isTold()) {
      marks.add(
          readiness.is("ready")
              ? Cell.of("ready", Tone.GOOD)
              : Cell.of("lacks %d things".formatted(readiness.lines("missing").size()), Tone.WARN));
    }
    if (!page.texts("unexplained").isEmpty()) {
      marks.add(Cell.of("its scope has grown", Tone.WARN));
    }
    return marks;
  }

  private static List<Link> ways(Subject subject) {
    List<Link> ways = new ArrayList<>();
    if (subject.visit().ask().may("PUT", subject.about("/api/v1/use-cases/%s"))) {
      ways.add(subject.to("Change or retire", EditUseCase.path()));
    }
    ways.add(subject.to("Its outcome", path() + "/outcome"));
    ways.add(subject.to("Baseline", path() + "/baseline"));
    ways.add(subject.to("Who may use it", path() + "/roster"));
    ways.add(subject.to("Opportunity", path() + "/opportunity"));
    ways.add(subject.to("Roll-out", path() + "/rollout"));
    ways.add(new Link("Portfolio", subject.visit().to("/portfolio")));
    return ways;
  }

  /// `23 Nov 2026`, of a day that the API has.
  static String day(String day) {
    return day.isEmpty() ? "–" : Moment.of(LocalDate.parse(day)).text();
  }
}
