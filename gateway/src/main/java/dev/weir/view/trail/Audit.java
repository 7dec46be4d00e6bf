package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who changed what, newest first.
public final class Audit implements Page {
  static final String PATH = "/audit";
  private static final String API = "/api/v1/history";
  private static final String KIND = "kind";
  private static final String WHO = "who";
  private static final String BEFORE = "before";
  private static final int LOOKS_MAX = 100;
  private static final List<Column> COLUMNS =
      List.of(
          Column.text("What"),
          Column.text("Kind"),
          Column.number("Version"),
          Column.text("When"),
          Column.text("Who"),
          Column.text("Why"));

  @Override
  public Place place() {
    return Place.in(Section.DESK, PATH, "Audit log", API);
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode told = visit.ask().get(question(visit).after(API)).tree();
    Table table =
        Table.of(
            "Changes, newest first",
            COLUMNS,
            told.required("changes").valueStream().map(Audit::line).toList(),
            EmptyState.of(
                "No such change in " + visit.period().title(),
                "Each change of a key, a budget, a price, a use case or a person is here, with who"
                    + " made it and why. Another period or kind may have some."));
    Optional<Link> older =
        Optional.ofNullable(told.get("next"))
            .map(next ->
                new Link("Older changes", visit.query().with(BEFORE, next.asText()).after(PATH)));
    return Shown.page(
        "Audit log",
        "trail/audit.jte",
        new AuditPage(visit.period().title(), search(visit, told), table, older, looks(visit)));
  }

  /// The period's changes, as far as they are searched for.
  private static Entered question(Visit visit) {
    Entered question =
        Entered.NOTHING
            .with("from", visit.period().from().toString())
            .with("to", visit.period().to().plusDays(1).toString());
    for (String asked : List.of(KIND, WHO, BEFORE)) {
      Optional<String> value = visit.query().find(asked);
      question = value.isPresent() ? question.with(asked, value.get()) : question;
    }
    return question;
  }

  private static List<FormField> search(Visit visit, JsonNode told) {
    Stream<Option> kinds =
        told.required("kinds")
            .valueStream()
            .map(JsonNode::asText)
            .map(code -> new Option(code, words(code)))
            .sorted((one, other) -> one.label().compareTo(other.label()));
    return List.of(
        FormField.choice(
                KIND, "Kind", Stream.concat(Stream.of(new Option("", "any")), kinds).toList())
            .holding(visit.query().text(KIND)),
        FormField.of(WHO, "Who, by name or id", "text").holding(visit.query().text(WHO)));
  }

  private static List<Cell> line(JsonNode change) {
    String id = change.required("id").asText();
    String name = change.required("name").asText();
    String kind = change.required(KIND).asText();
    String version = change.required("version").asText();
    String to =
        "%s/%s/%s?to=%s".formatted(PATH, kind, Entered.encoded(id), Entered.encoded(version));
    return List.of(
        Cell.of(name.isEmpty() ? id : name).opening(to),
        change.required("retired").asBoolean()
            ? Cell.of(words(kind) + " ended", Tone.QUIET)
            : Cell.of(words(kind)),
        Cell.of(version),
        Cell.of(Moment.of(Instant.parse(change.required("at").asText()))),
        Cell.of(change.required(WHO).asText()),
        Cell.of(change.required("why").asText()));
  }

  private static Optional<Table> looks(Visit visit) {
    String question = "/api/v1/looks?limit=%d&%s".formatted(LOOKS_MAX, visit.period().range());
    return switch (visit.ask().get(question)) {
      case Answered.Refused _ -> Optional.empty();
      case Answered.Told(JsonNode told) ->
          Optional.of(
              Table.of(
                  told.required("more_looks").asBoolean()
                      ? "Looks, the latest " + LOOKS_MAX
                      : "Looks, the latest first",
                  List.of(
                      Column.text("Who"),
                      Column.text("When"),
                      Column.text("At what"),
                      Column.text("Users shown by")),
                  told.required("looks").valueStream().map(Audit::look).toList(),
                  EmptyState.of(
                      "Nobody looked at single users in " + visit.period().title(),
                      "Whoever asks for spend by user is noted here, once a day for each person"
                          + " and route.")));
    };
  }

  private static List<Cell> look(JsonNode look) {
    return List.of(
        Cell.of(look.required(WHO).asText()),
        Cell.of(Moment.of(Instant.parse(look.required("at").asText()))),
        Cell.of(look.required("route").asText()),
        look.required("named").asBoolean()
            ? Cell.of("their names", Tone.WARN)
            : Cell.of("pseudonyms"));
  }

  static String words(String code) {
    return code.replace('_', ' ');
  }
}
