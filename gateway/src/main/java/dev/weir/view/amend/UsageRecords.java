package dev.weir.view.amend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Typed;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;

/// Spend that did not go through the gateway: told here, and taken back.
public final class UsageRecords implements Page {
  private static final String API = "/api/v1/usage";

  @Override
  public Place place() {
    return Place.in(Section.SPEND, "/usage-records", "Usage beside the gateway", "/api/v1/report");
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  private static Story story(Visit visit) {
    JsonNode rows = visit.ask().get(visit.period().report("origin")).tree().required("rows");
    Story story =
        Story.of(
                "Usage beside the gateway",
                "Pilots from before, batches, applications that ask a provider themselves: told"
                    + " once, it stands in the same ledger as calls do.")
            .telling(
                List.of(
                    Chapter.of(
                            "origins",
                            "Who tells of spend",
                            "In %s; the gateway itself too.".formatted(visit.period().title()))
                        .listing(origins(rows, visit.period()))));
    return visit.ask().may("POST", API) ? story.taking(UsageForms.all()) : story;
  }

  private static Table origins(JsonNode rows, Period period) {
    return Table.of(
        "Spend by who told of it",
        List.of(
            Column.text("Origin"),
            Column.number("Calls"),
            Column.number("Attempts"),
            Column.number("Cost", "USD")),
        rows.valueStream()
            .map(row ->
                List.of(
                    origin(row.required("group").required("origin").asText(), period),
                    Cells.count(row, "calls"),
                    Cells.count(row, "attempts"),
                    Cells.usd(row, "cost_usd")))
            .toList(),
        EmptyState.of(
                "No spend in this period",
                "What the gateway does not see is told below, or by a program.")
            .typed("weir usage import october.csv --source batch-jobs --dry-run"));
  }

  private static Cell origin(String name, Period period) {
    return Cell.of(name).opening(Rows.calls(period, "origin=" + name));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    String button = entered.find("do").orElse(UsageForms.TRY_RECORD);
    Answered answered =
        switch (button) {
          case UsageForms.VOID ->
              visit
                  .ask()
                  .send(
                      "POST",
                      API + "/void",
                      Typed.of(entered).texts("source", "why").lists("ids").body());
          case UsageForms.IMPORT, UsageForms.TRY_IMPORT ->
              visit.ask().hand("POST", question(button, entered), entered.text("content") + "\n");
          case UsageForms.RECORD, UsageForms.TRY_RECORD -> {
            ObjectNode record = UsageForms.record(entered);
            ObjectNode batch = Typed.of(entered).texts("source").body();
            batch.putArray("records").add(record);
            yield visit.ask().send("POST", question(button, entered), batch);
          }
          default -> UsageForms.unknown(button);
        };
    return switch (answered) {
      case Answered.Told(JsonNode said) when button.equals(UsageForms.VOID) ->
          Shown.page(story(visit).beginning(List.of(takenBack(said))));
      case Answered.Told(JsonNode said) when UsageForms.isTried(button) ->
          Shown.page(
              story(visit)
                  .beginning(List.of(booked("What would be booked", "Nothing is yet.", said))),
              entered);
      case Answered.Told(JsonNode said) ->
          Shown.page(
              story(visit)
                  .beginning(
                      List.of(booked("What was booked", "It is in reports in seconds.", said))));
      case Refused why -> Shown.again(why, story(visit), entered);
    };
  }

  private static String question(String button, Entered entered) {
    boolean isTable = entered.find("content").isPresent();
    Entered query = Entered.NOTHING.with("dry_run", Boolean.toString(UsageForms.isTried(button)));
    for (String name : isTable ? List.of("source", "format", "restate") : List.of("restate")) {
      String text = entered.text(name);
      query = text.isEmpty() ? query : query.with(name, text);
    }
    return query.after(API);
  }

  private static Chapter booked(String title, String lead, JsonNode said) {
    JsonNode unpriced = said.required("unpriced");
    return Chapter.of("booked", title, lead)
        .showing(
            List.of(
                Figure.of("New", Amount.count(Answers.number(said, "recorded"))),
                Figure.of("Their cost", Amount.usd(Answers.number(said, "cost_usd")))
                    .noted(
                        unpriced.isEmpty()
                            ? "all of it has a price"
                            : "without a price: " + Answers.listed(unpriced),
                        unpriced.isEmpty() ? Tone.PLAIN : Tone.BAD),
                Figure.of("Booked before", Amount.count(Answers.number(said, "known"))),
                Figure.of("Taken back before", Amount.count(Answers.number(said, "taken_back"))),
                Figure.of("Calls of the gateway", Amount.count(Answers.number(said, "in_ledger")))
                    .noted("not booked twice", Tone.PLAIN),
                Figure.of("No usage", Amount.count(Answers.number(said, "passed")))));
  }

  private static Chapter takenBack(JsonNode said) {
    return Chapter.of(
        "taken-back",
        "What was taken back",
        "Taken back: %s. No record in force has these ids: %s."
            .formatted(
                Answers.listed(said.required("voided")), Answers.listed(said.required("missing"))));
  }
}
