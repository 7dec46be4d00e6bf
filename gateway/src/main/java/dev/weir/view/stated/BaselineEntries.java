package dev.weir.view.stated;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What is entered of a baseline, of the pilot that measures one, and of what a pilot observes.
final class BaselineEntries {
  static final String PASTED = "csv";
  private static final int TYPED = 12;

  private BaselineEntries() {}

  static Document stated(JsonNode known) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.text("unit", "A unit of the work").hinted("as: ticket"));
    entries.add(
        Entry.choice("source", "Source", "measured", "sampled", "estimated")
            .hinted("every unit, a sample of them, or what somebody holds to be so"));
    entries.add(Entry.number("n", "Units observed").hinted("of what is measured or sampled"));
    entries.add(Entry.day("from", "First day"));
    entries.add(Entry.day("until", "Day after the last"));
    entries.add(Entry.number("confidence", "Confidence of the intervals").hinted("0.95 if empty"));
    entries.add(
        Entry.choice("evidence", "Evidence", "rct", "did", "before_after", "opinion")
            .hinted("an estimate is opinion; before after if not said"));
    entries.addAll(figure("volume_per_month", "Units a month"));
    entries.addAll(figure("minutes_per_unit", "Minutes a unit"));
    entries.addAll(figure("cost_per_unit_usd", "Cost of a unit, USD"));
    entries.addAll(figure("error_rate", "Errors, as a share of the units"));
    entries.addAll(consequences(known));
    entries.add(Entry.group("end", "How long it stands"));
    entries.add(Entry.text("seasonality", "Seasonality").hinted("as: August is quiet"));
    entries.add(Entry.day("expires", "Expires").hinted("from then on it is stale"));
    return new Document(entries);
  }

  private static List<Entry> figure(String path, String title) {
    return List.of(
        Entry.group(path, title),
        Entry.number(path + ".value", "Figure"),
        Entry.number(path + ".low", "Low"),
        Entry.number(path + ".high", "High"),
        Entry.number(path + ".n", "n of its own"));
  }

  private static List<Entry> consequences(JsonNode known) {
    return Document.lines(
        "consequences",
        known.path("consequences"),
        "Consequence of an error",
        line ->
            List.of(
                Entry.text(line + "name", "Name").hinted("as: wrong refund"),
                Entry.number(line + "probability", "Probability a unit"),
                Entry.number(line + "severity_usd", "Severity, USD"),
                Entry.number(line + "detectability", "Share that nobody catches")
                    .hinted("1 if empty")));
  }

  static Document pilot(JsonNode known) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Entry.text("unit", "A unit of the work").hinted("as: ticket"));
    entries.add(Entry.text("pilot.from_whom", "From whom"));
    entries.add(Entry.text("pilot.collector", "Who collects it"));
    entries.add(Entry.day("pilot.from", "First day"));
    entries.add(Entry.day("pilot.until", "Day after the last"));
    entries.add(
        Entry.number("pilot.valid_months", "Months its baseline is good for")
            .hinted("12 if empty"));
    entries.addAll(figure("volume_per_month", "Units a month"));
    entries.addAll(
        Document.lines(
            "pilot.collect", known.path("pilot").path("collect"), "Figure", BaselineEntries::goal));
    entries.addAll(consequences(known));
    return new Document(entries);
  }

  private static List<Entry> goal(String line) {
    return List.of(
        Entry.choice(line + "figure", "What is noted", "minutes", "cost_usd", "error"),
        Entry.number(line + "deviation", "Deviation that is expected")
            .hinted("of minutes and cost"),
        Entry.number(line + "expected", "Share that is expected").hinted("of errors"),
        Entry.number(line + "precision", "Precision wanted").hinted("to either side; or"),
        Entry.number(line + "effect", "Change to be found"));
  }

  static Document pasted() {
    return new Document(
        List.of(
            Entry.area(PASTED, "Observations, as CSV")
                .hinted(
                    "a header of id, day, minutes, cost_usd, error, and a line for each unit;"
                        + " columns may be left out")));
  }

  static Document typed() {
    Stream<Entry> lines =
        Document.lines(
            "observations",
            TYPED,
            "Observation",
            line ->
                List.of(
                    Entry.text(line + "id", "Unit"),
                    Entry.day(line + "day", "Day"),
                    Entry.number(line + "minutes", "Minutes"),
                    Entry.number(line + "cost_usd", "Cost, USD"),
                    Entry.choice(line + "error", "Error", "no", "yes")))
            .stream();
    return new Document(lines.toList());
  }
}
