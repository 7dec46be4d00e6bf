package dev.weir.view.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is set: by the organisation, which the page changes, and in the configuration file, which
/// it shows; and how the gateway is.
public final class Settings implements Page {
  private static final String PATH = "/settings";
  private static final String TEMPLATE = "trail/settings.jte";
  private static final String RELOAD = "reload";
  private static final String RELOAD_API = "/api/v1/config/reload";
  private static final EmptyState NONE =
      EmptyState.of("No such value", "No value of the configuration is like this.");

  @Override
  public Place place() {
    return Place.in(Section.DESK, PATH, "Settings", SettingsForm.API);
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode settings = visit.ask().get(SettingsForm.API).tree();
    return Shown.page("Settings", TEMPLATE, page(visit, settings, forms(visit, settings)));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    JsonNode settings = visit.ask().get(SettingsForm.API).tree();
    Answered sent =
        form.text("do").equals(RELOAD)
            ? visit
                .ask()
                .send(
                    "POST",
                    RELOAD_API + "?why=" + Entered.encoded(form.text("why")),
                    JsonNodeFactory.instance.objectNode())
            : SettingsForm.save(visit, form, settings);
    return switch (sent) {
      case Answered.Told _ -> new Shown.Elsewhere(new Link("Settings", visit.to(PATH)));
      case Answered.Refused why -> {
        List<Form> forms =
            Form.again(forms(visit, settings), form.text("do"), form::text, why::of, why.message());
        yield Shown.again(why, "Settings", TEMPLATE, page(visit, settings, forms));
      }
    };
  }

  private static List<Form> forms(Visit visit, JsonNode settings) {
    List<Form> forms = new ArrayList<>();
    if (visit.ask().may("PUT", SettingsForm.API)) {
      forms.add(SettingsForm.form(settings));
    }
    if (visit.ask().may("POST", RELOAD_API)) {
      forms.add(
          Form.of(
              RELOAD,
              "Read the configuration anew",
              "File, secrets and certificates; if anything is wrong, nothing changes.",
              List.of(FormField.of("why", "Why", "text"))));
    }
    return forms;
  }

  private static SettingsPage page(Visit visit, JsonNode settings, List<Form> forms) {
    JsonNode status = visit.ask().get("/api/v1/status").tree();
    List<JsonNode> values =
        visit.ask().get("/api/v1/config").tree().required("values").valueStream().toList();
    return new SettingsPage(
        organisation(settings),
        forms,
        checks(status),
        state(status, values),
        search(visit.query()),
        Table.of(
            "Configuration in effect",
            List.of(
                Column.text("Key"),
                Column.text("Value"),
                Column.text("Default"),
                Column.text("From"),
                Column.text("What it is for"),
                Column.text("Changes by")),
            values.stream()
                .filter(each -> isAsked(each, visit.query()))
                .map(Settings::line)
                .toList(),
            NONE));
  }

  private static Table organisation(JsonNode settings) {
    JsonNode floors = settings.required("output_floors");
    String ofUseCases =
        floors.path("by_use_case").properties().stream()
            .map(each -> ", %s for %s".formatted(each.getValue().asText(), each.getKey()))
            .collect(Collectors.joining());
    List<List<Cell>> rows =
        List.of(
            line("Tags that every call carries", listed(settings.required("required_tags"))),
            line(
                "A call that has no price",
                settings.required("unpriced").asText().equals("refuse")
                    ? "is refused"
                    : "is made, and recorded as unpriced"),
            line("Currency of reports, beside dollars", settings.required("currency").asText()),
            line("Prices are old after", settings.at("/prices/age_days_max").asText() + " days"),
            line(
                "Sources that prices are read from anew",
                settings
                    .at("/prices/sources")
                    .valueStream()
                    .map(each -> each.required("location").asText())
                    .collect(Collectors.joining(", "))),
            line("Shortest useful answer", floors.path("usual").asText() + " tokens" + ofUseCases),
            line(
                "What counts of a value, by its evidence",
                settings.required("evidence_shares").properties().stream()
                    .map(each -> Audit.words(each.getKey()) + " " + each.getValue().asText())
                    .collect(Collectors.joining(", "))));
    return Table.of(
        "Settings of the organisation",
        List.of(Column.text("Setting"), Column.text("Value")),
        rows,
        NONE);
  }

  private static List<Cell> line(String setting, String value) {
    return List.of(Cell.of(setting), Cell.of(value.isEmpty() ? "none" : value));
  }

  private static String listed(JsonNode list) {
    return list.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  private static Table checks(JsonNode status) {
    return Table.of(
        "Parts of the gateway",
        List.of(Column.text("Part"), Column.text("State"), Column.text("What was seen")),
        status
            .required("checks")
            .valueStream()
            .map(check ->
                List.of(
                    Cell.of(check.required("name").asText()),
                    Cell.of(
                        check.required("state").asText(), tone(check.required("state").asText())),
                    Cell.of(check.required("says").asText())))
            .toList(),
        NONE);
  }

  private static Tone tone(String state) {
    return switch (state) {
      case "ok" -> Tone.GOOD;
      case "attention" -> Tone.WARN;
      default -> Tone.BAD;
    };
  }

  /// The data directory, and versions of the books that are in force.
  private static Table state(JsonNode status, List<JsonNode> values) {
    Stream<List<Cell>> data =
        values.stream()
            .filter(each -> each.required("key").asText().equals("data"))
            .map(each ->
                List.of(Cell.of("Data directory"), Cell.of(each.required("value").asText())));
    Stream<List<Cell>> journal =
        Stream.of(
            List.of(Cell.of("Journal"), Cell.of(status.at("/journal/state").asText())),
            List.of(
                Cell.of("Ledger database, behind"),
                Cell.of(status.at("/ledger/bytes_behind").asText() + " bytes")));
    Stream<List<Cell>> books =
        status.required("books").properties().stream()
            .map(each ->
                List.of(Cell.of("Version of " + each.getKey()), Cell.of(each.getValue().asText())));
    return Table.of(
        "Data directory and books",
        List.of(Column.text("What"), Column.text("Is")),
        Stream.of(data, journal, books).flatMap(lines -> lines).toList(),
        NONE);
  }

  private static List<FormField> search(Entered query) {
    return List.of(
        FormField.of("q", "Key, value or meaning", "text").holding(query.text("q")),
        FormField.choice(
                "from",
                "From",
                List.of(
                    new FormField.Option("", "anywhere"),
                    new FormField.Option("file", "file"),
                    new FormField.Option("variable", "variable"),
                    new FormField.Option("default", "default")))
            .holding(query.text("from")));
  }

  private static boolean isAsked(JsonNode value, Entered query) {
    String text =
        "%s %s %s"
            .formatted(
                value.required("key").asText(),
                value.required("value").asText(),
                value.required("meaning").asText());
    return text.toLowerCase(Locale.ROOT).contains(query.text("q").toLowerCase(Locale.ROOT))
        && query.find("from").filter(it -> !it.equals(value.required("origin").asText())).isEmpty();
  }

  private static List<Cell> line(JsonNode value) {
    String origin = value.required("origin").asText();
    String from = origin.equals("variable") ? value.required("variable").asText() : origin;
    return List.of(
        Cell.of(value.required("key").asText()),
        Cell.of(value.required("value").asText()),
        Cell.of(value.hasNonNull("usual") ? value.get("usual").asText() : "must be given"),
        origin.equals("default") ? Cell.of(from) : Cell.of(from, Tone.QUIET),
        Cell.of(value.required("meaning").asText().replace("`", "")),
        Cell.of(value.required("live").asBoolean() ? "reload" : "start"));
  }
}
