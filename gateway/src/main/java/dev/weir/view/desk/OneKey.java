package dev.weir.view.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One key: what it may do, what it was used for; where it is changed, rotated and revoked.
public final class OneKey implements Page {
  private static final String KEY = "key";
  private static final String TEMPLATE = "desk/key.jte";
  private static final String CHANGE = "change";
  private static final String ROTATE = "rotate";
  private static final String EXPIRE = "expire";
  private static final String REVOKE = "revoke";
  private static final String OVERLAP = "overlap_seconds";
  private static final String DAY_SECONDS = "86400";

  @Override
  public Place place() {
    return Place.behind("/keys/{key}", "Key", Keys.API);
  }

  @Override
  public Shown open(Visit visit) {
    JsonNode key = key(visit);
    return Shown.page(key.required("name").asText(), TEMPLATE, page(visit, key, forms(visit, key)));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    JsonNode key = key(visit);
    return switch (sent(visit, form, key)) {
      case Answered.Told(var tree) when tree.has("secret") ->
          new Shown.Written(
              201,
              "The new secret",
              "desk/issued.jte",
              Keys.issued(visit, tree, "Another secret for " + key.required("name").asText()));
      case Answered.Told _ ->
          new Shown.Elsewhere(new Link("To the key", visit.to(Keys.one(visit.named(KEY)))));
      case Answered.Refused why -> {
        List<Form> forms =
            Form.again(forms(visit, key), form.text("do"), form::text, why::of, why.message());
        yield Shown.again(why, key.required("name").asText(), TEMPLATE, page(visit, key, forms));
      }
    };
  }

  private static JsonNode key(Visit visit) {
    return visit.ask().get(path(visit, "")).tree();
  }

  private static String path(Visit visit, String what) {
    return "%s/%s%s".formatted(Keys.API, Entered.encoded(visit.named(KEY)), what);
  }

  private static Answered sent(Visit visit, Entered form, JsonNode key) {
    String why = "?why=" + Entered.encoded(form.text("why"));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    return switch (form.text("do")) {
      case CHANGE ->
          visit
              .ask()
              .send(
                  "PATCH",
                  path(visit, "")
                      + why
                      + "&expected_version="
                      + Entered.encoded(form.text("version")),
                  KeyForm.patch(form, key));
      case ROTATE -> {
        body.set(OVERLAP, Texts.number(form.text(OVERLAP)));
        yield visit.ask().send("POST", path(visit, "/rotate") + why, body);
      }
      case EXPIRE -> {
        body.put("at", KeyForm.instant(form.text("at")));
        yield visit.ask().send("POST", path(visit, "/expire") + why, body);
      }
      case REVOKE -> visit.ask().send("POST", path(visit, "/revoke") + why, body);
      default ->
          new Answered.Refused(
              400,
              "request_invalid",
              "field 'do' is one of change, rotate, expire, revoke, was '%s'"
                  .formatted(form.text("do")));
    };
  }

  private static List<Form> forms(Visit visit, JsonNode key) {
    if (key.hasNonNull("revoked") || !visit.ask().may("PATCH", path(visit, ""))) {
      return List.of();
    }
    List<FormField> settings = new ArrayList<>(KeyForm.of(visit.ask()).fields(key));
    settings.add(
        FormField.of("version", "Version", "hidden").holding(key.required("version").asText()));
    settings.add(Keys.why());
    return List.of(
        Form.of(
            CHANGE,
            "Change the key",
            "It counts from the next call on; the secret stays, calls under way end as they began.",
            settings),
        Form.of(
            ROTATE,
            "Give it a new secret",
            "Shown once. The old one works on for the overlap, so that applications can follow.",
            List.of(
                FormField.choice(
                        OVERLAP,
                        "The old secret works for another",
                        List.of(
                            new FormField.Option("0", "nothing: it ends now"),
                            new FormField.Option("3600", "hour"),
                            new FormField.Option(DAY_SECONDS, "day"),
                            new FormField.Option("604800", "week")))
                    .holding(DAY_SECONDS),
                Keys.why())),
        Form.of(
            EXPIRE,
            "Let the key expire",
            "Its calls are refused from that instant on; the key stays, and may be given another.",
            List.of(
                FormField.of("at", "At", "text")
                    .hinted(
                        "A day as 2026-12-31, at whose beginning (UTC) it ends, or an instant."),
                Keys.why())),
        Form.of(
                REVOKE,
                "Revoke the key",
                "At once and for good: its calls are refused from now on. What it spent stays.",
                List.of(Keys.why()))
            .forGood());
  }

  private static OneKeyPage page(Visit visit, JsonNode key, List<Form> forms) {
    String id = key.required("id").asText();
    KeyUse use = KeyUse.of(visit, id);
    String byModel = visit.period().report("model") + "&filter=" + Entered.encoded("key=" + id);
    String lead =
        "%s, made %s, version %d. Figures are of %s."
            .formatted(
                id,
                Moment.of(Instant.parse(key.required("created").asText())).text(),
                key.required("version").asInt(),
                visit.period().title());
    return new OneKeyPage(
        key.required("name").asText(),
        lead,
        Keys.state(key),
        figures(visit, id, use),
        settings(key),
        models(visit, byModel),
        History.table(visit, KEY, id),
        forms);
  }

  private static List<Figure> figures(Visit visit, String id, KeyUse use) {
    String filter = "key=" + id;
    String latest =
        Optional.ofNullable(use.latest().get(id))
            .map(day -> "the last on " + Moment.of(day).text())
            .orElse("none in %d days".formatted(KeyUse.DAYS));
    return List.of(
        Figure.of("Cost of its calls", use.cost())
            .is(use.status())
            .from(new Link("Cost by model", Rows.spend(visit.period(), "model", filter))),
        Figure.of("Calls", use.calls())
            .noted(latest, Tone.PLAIN)
            .from(new Link("The calls", Rows.calls(visit.period(), filter))));
  }

  private static Table settings(JsonNode key) {
    Stream<List<Cell>> tags =
        Texts.members(key.required("fixed_tags")).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> List.of(Cell.of(Texts.words(tag.getKey())), Cell.of(tag.getValue())));
    Stream<List<Cell>> others =
        Stream.of(
            List.of(Cell.of("Callers may set"), listed(key, "settable_tags", "no tag")),
            List.of(Cell.of("Models"), listed(key, "models", "all")),
            List.of(Cell.of("Purposes"), listed(key, "purposes", "all")),
            List.of(
                Cell.of("A call lacks a tag"),
                Cell.of(
                    key.required("on_missing").asText().equals("refuse")
                        ? "it is refused"
                        : "it is booked to quarantine")),
            List.of(
                Cell.of("Callers say who the user is"),
                Cell.of(key.required("trusts_user_tags").asBoolean() ? "yes" : "no")),
            List.of(
                Cell.of("Most values a day of a tag"),
                Cell.of(Amount.count(key.required("distinct_max").asLong()))),
            List.of(Cell.of("Expires"), Keys.moment(key, "expires", "never")));
    Stream<List<Cell>> ended =
        Stream.concat(
            key.required("old_secrets_until")
                .valueStream()
                .map(until ->
                    List.of(
                        Cell.of("An old secret works until"),
                        Cell.of(Moment.of(Instant.parse(until.asText()))))),
            key.hasNonNull("revoked")
                ? Stream.of(List.of(Cell.of("Revoked"), Keys.moment(key, "revoked", "")))
                : Stream.empty());
    return Table.of(
        "Settings of the key",
        List.of(Column.text("Setting"), Column.text("Value")),
        Stream.of(tags, others, ended).flatMap(lines -> lines).toList(),
        EmptyState.of("No setting", "A key has its usual settings."));
  }

  private static Cell listed(JsonNode key, String field, String none) {
    List<String> all = Texts.of(key.required(field));
    return Cell.of(all.isEmpty() ? none : String.join(", ", all));
  }

  private static Table models(Visit visit, String byModel) {
    List<List<Cell>> rows =
        visit
            .ask()
            .get(byModel)
            .tree()
            .required("rows")
            .valueStream()
            .map(row ->
                List.of(
                    Cell.of(row.required("group").required("model").asText()),
                    Cell.of(Amount.count(row.required("calls").asLong())),
                    Cell.of(
                        Amount.usd(
                            Optional.of(row.path("cost_usd").asText(""))
                                .filter(text -> !text.isEmpty())
                                .map(BigDecimal::new)))))
            .toList();
    return Table.of(
        "Its calls by model",
        List.of(Column.text("Model"), Column.number("Calls"), Column.number("Cost", "USD")),
        rows,
        EmptyState.of("No call in this period", "What it calls is here within seconds."));
  }
}
